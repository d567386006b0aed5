/**
 * Mutations: small changes to a source file, each of which a test should see.
 *
 * They are found in the syntax tree, so that types, imports and comments stay as they are, and are given as text to put
 * in place of other text. Source: DeMillo, Lipton and Sayward, "Hints on Test Data Selection" (1978).
 */
import ts from "typescript";

/** A change to one file. */
export interface Mutation {
  /** Where the replaced text begins and ends, in characters. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The operators and the one that each becomes. */
const operators: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PlusToken, "-"],
  [ts.SyntaxKind.MinusToken, "+"],
  [ts.SyntaxKind.AsteriskToken, "/"],
  [ts.SyntaxKind.SlashToken, "*"],
  [ts.SyntaxKind.PercentToken, "*"],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.AmpersandToken, "|"],
  [ts.SyntaxKind.BarToken, "&"],
  [ts.SyntaxKind.LessThanLessThanToken, ">>"],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, "<<"],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, ">>"],
  [ts.SyntaxKind.PlusEqualsToken, "-="],
  [ts.SyntaxKind.MinusEqualsToken, "+="],
  [ts.SyntaxKind.AsteriskEqualsToken, "/="],
]);

/** The methods and the one that each becomes; null takes the call away and leaves what it was called on. */
const methods: ReadonlyMap<string, string | null> = new Map([
  ["min", "max"],
  ["max", "min"],
  ["some", "every"],
  ["every", "some"],
  ["floor", "ceil"],
  ["ceil", "floor"],
  ["filter", null],
  ["sort", null],
  ["toSorted", null],
  ["reverse", null],
  ["toReversed", null],
  ["slice", null],
]);

/**
 * All mutations of a source text, in the order of their places.
 *
 * @param text TypeScript.
 */
export function findMutations(text: string): readonly Mutation[] {
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.ESNext, true);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    for (const [place, replacement] of replacementsOf(node)) {
      found.push({ start: place.getStart(source), end: place.getEnd(), replacement });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The text with a mutation. */
export function applyMutation(text: string, { start, end, replacement }: Mutation): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Types say nothing at run time, and the wording of an error is not held by tests. */
function isLeftAlone(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    isErrorText(node) ||
    isFallback(node)
  );
}

/** The number in `list[i] ?? 0` is for the compiler: an element that is always there. */
function isFallback(node: ts.Node): boolean {
  if (ts.isSourceFile(node) || !ts.isBinaryExpression(node.parent)) return false;
  const { operatorToken, right } = node.parent;
  const isNumber = ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));
  return isNumber && node === right && operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isErrorText(node: ts.Node): boolean {
  return (ts.isTemplateExpression(node) || ts.isStringLiteral(node)) && isInside(node, ts.isThrowStatement);
}

function isInside(node: ts.Node, kind: (node: ts.Node) => boolean): boolean {
  for (let outer = node.parent; !ts.isSourceFile(outer) && !ts.isFunctionLike(outer); outer = outer.parent) {
    if (kind(outer)) return true;
  }
  return false;
}

/** The places of a node, each with what it becomes. */
function replacementsOf(node: ts.Node): readonly (readonly [ts.Node, string])[] {
  if (ts.isBinaryExpression(node)) {
    const other = operators.get(node.operatorToken.kind);
    if (other !== undefined) return [[node.operatorToken, other]];
    // The left operand, whatever it is; the right one would not type-check as often.
    return node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? [[node, node.right.getText()]] : [];
  }
  if (ts.isPrefixUnaryExpression(node)) return prefixReplacements(node);
  if (ts.isPostfixUnaryExpression(node)) {
    const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "--" : "++";
    return [[node, node.operand.getText() + operator]];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, "false"]];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, "true"]];
  if (ts.isNumericLiteral(node)) return [[node, node.text === "0" ? "1" : `(${node.getText()} + 1)`]];
  if (ts.isConditionalExpression(node)) {
    return [
      [node.condition, "true"],
      [node.condition, "false"],
    ];
  }
  if (ts.isIfStatement(node)) return [[node.expression, "false"], ...(node.elseStatement ? [] : always(node))];
  if (ts.isCallExpression(node)) return callReplacements(node);
  return isRemovable(node) ? [[node, ";"]] : [];
}

/** A guard that always holds; where its branch throws, every call would fail, which no test could miss. */
function always(node: ts.IfStatement): readonly (readonly [ts.Node, string])[] {
  return /^\{?\s*throw/.test(node.thenStatement.getText()) ? [] : [[node.expression, "true"]];
}

function prefixReplacements(node: ts.PrefixUnaryExpression): readonly (readonly [ts.Node, string])[] {
  const operand = node.operand.getText();
  if (node.operator === ts.SyntaxKind.ExclamationToken || node.operator === ts.SyntaxKind.MinusToken) {
    return [[node, `(${operand})`]];
  }
  if (node.operator === ts.SyntaxKind.PlusPlusToken) return [[node, `--${operand}`]];
  return node.operator === ts.SyntaxKind.MinusMinusToken ? [[node, `++${operand}`]] : [];
}

function callReplacements({ expression, parent }: ts.CallExpression): readonly (readonly [ts.Node, string])[] {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const other = methods.get(expression.name.text);
  if (other === undefined) return [];
  if (other !== null) return [[expression.name, other]];
  return ts.isExpressionStatement(parent) ? [] : [[expression.parent, expression.expression.getText()]];
}

/** A statement that does something: calls, assignments, jumps, errors. */
function isRemovable(node: ts.Node): boolean {
  return (
    ts.isThrowStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isBreakStatement(node) ||
    (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression) && !isSuperCall(node.expression))
  );
}

function isSuperCall(expression: ts.Expression): boolean {
  return ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword;
}
