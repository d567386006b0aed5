/** Words of a figure in the languages of the site. */

/** What is said in each language. */
export interface Words {
  readonly en: string;
  readonly ja: string;
}

/** The words for the language of a page. */
export function inLanguage(words: Words, language: string): string {
  return language.startsWith("ja") ? words.ja : words.en;
}
