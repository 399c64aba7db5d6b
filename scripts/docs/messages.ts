/** Messages of a rule, read from the source of its function; `…` replaces inserted values. */
import ts from 'typescript';

/** Every text that the function may return, in source order; empty if another function builds the message. */
export function messagesOf(check: (...given: never[]) => unknown): string[] {
  const tree = ts.createSourceFile('check.ts', `(${sourceOf(check)})`, ts.ScriptTarget.ES2022, true);
  const [statement] = tree.statements;
  if (!statement || !ts.isExpressionStatement(statement)) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node)) {
      if (node.body && !ts.isBlock(node.body)) found.push(...textsOf(node.body));
      else if (node.body) visitReturns(node.body, found);
      return;
    }
    node.forEachChild(visit);
  };
  visit(statement.expression);
  return [...new Set(found)];
}

/** Turns a method into a function expression, because the source of a method alone does not parse. */
function sourceOf(check: (...given: never[]) => unknown): string {
  const source = check.toString();
  return /^(async\s+)?(function\b|\(|\w+\s*=>)/.test(source) ? source : `function ${source}`;
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

function visitReturns(node: ts.Node, found: string[]): void {
  if (isFunction(node)) return;
  if (ts.isReturnStatement(node) && node.expression) found.push(...textsOf(node.expression));
  node.forEachChild((inner) => visitReturns(inner, found));
}

/** The texts that an expression may evaluate to. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isStringLiteralLike(node)) return node.text === '' ? [] : [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
  if (ts.isCallExpression(node)) return unknownNameText(node);
  if (!ts.isBinaryExpression(node)) return [];
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken: {
      // Text in several pieces: some compilers join them, and the page must not depend on the compiler.
      const [left, right] = [node.left, node.right].map((part) => textsOf(part)[0] ?? '…');
      return [`${left}${right}`];
    }
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return textsOf(node.right);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [...textsOf(node.left), ...textsOf(node.right)];
    default:
      return [];
  }
}

/** Rules on names share a function, whose first argument says what the name must be one of. */
function unknownNameText({ expression, arguments: [what] }: ts.CallExpression): string[] {
  if (!what || !/^unknownNames?$/.test(nameOf(expression))) return [];
  return textsOf(what).map((text) => `must name ${text} (…), got "…"`);
}

/** The function that a call names: bundlers write `(0, module.name)` and number names that stand twice. */
function nameOf(callee: ts.Expression): string {
  if (ts.isParenthesizedExpression(callee)) return nameOf(callee.expression);
  if (ts.isBinaryExpression(callee)) return nameOf(callee.right);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return name.getText().replace(/\d+$/, '');
}
