/** What a file says, as a message shows it: never more than fits. */

const longest = 60;
const most = 20;

/** Text in quotes, shortened. */
export function shown(text: string): string {
  return text.length <= longest ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, longest))}...`;
}

/** Names in quotes, the first of many. */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, most).map(shown).join(", ");
  return names.length <= most ? first : `${first} and ${String(names.length - most)} more`;
}
