/**
 * Reads `${jsonencode({…})}` as Terraform would: references stay as text, and inner encoded values become lists of one.
 */
const TOKENS = /"(?:[^"\\]|\\.)*"|jsonencode\(|\)|\s=\s|[a-z][\w-]*(?:\.[\w-]+|\[\d+\])+/g;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function decoded(expression: string): any {
  const json = expression.slice('${'.length, -1).replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    if (token === 'jsonencode(') return '[';
    if (token === ')') return ']';
    return token.trim() === '=' ? ': ' : JSON.stringify(token);
  });
  return (JSON.parse(json) as unknown[])[0];
}
