/** The chain of calls that defines a schema, read from its source. */
import ts from 'typescript';

import type { Located, Source } from './source';

/** The method of a call, and whether it begins a schema (`z.int()`) rather than refining one (`.min(1)`). */
export function calleeOf({ expression }: ts.CallExpression): { readonly method: string; readonly isZod: boolean } {
  if (!ts.isPropertyAccessExpression(expression)) return { method: '', isZod: false };
  const { name, expression: object } = expression;
  return { method: name.text, isZod: ts.isIdentifier(object) && object.text === 'z' };
}

/** One call of a schema: `min(20)` of `z.int().min(20).max(4096)`. */
export interface Link extends Located {
  readonly method: string;
  readonly argument: ts.Expression | undefined;
}

/** The calls that define a schema, outermost first, including those in constants such as `days`. */
export function chainOf(expression: ts.Expression, source: Source): Link[] {
  if (ts.isIdentifier(expression)) {
    const found = source.resolve(expression.text);
    return found ? chainOf(found.expression, found.source) : [];
  }
  if (!ts.isCallExpression(expression)) return [];
  const { method, isZod } = calleeOf(expression);
  const link = { method, argument: expression.arguments[0], expression, source };
  const { expression: callee } = expression;
  return isZod || !ts.isPropertyAccessExpression(callee) ? [link] : [link, ...chainOf(callee.expression, source)];
}
