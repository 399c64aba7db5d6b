/**
 * Policies within the sizes of IAM, in characters without white space:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import type { IConstruct } from 'constructs';

import { resolved } from '../../../core/cdktf/fast-tokens';
import { present } from '../../../core/invariant';
import { soleOf } from '../../../core/records';
import type { Statement } from './statement';

/** All inline policies of a role together. */
export const INLINE_SIZE = 10_240;
/** A managed policy. */
export const MANAGED_SIZE = 6144;
/** Managed policies of a role, unless AWS raises the quota. */
export const MAX_MANAGED = 10;

/** Characters of what Terraform knows only when it applies, at most; the first that fits. */
const LENGTHS: readonly (readonly [reference: RegExp, length: number])[] = [
  [/\.partition$/, 'aws-us-gov'.length],
  [/^aws_s3_bucket\./, 'arn:aws-us-gov:s3:::'.length + 63],
  [/^aws_kms_key\./, 100],
  // The ARN of a secret: names of a system, an environment and an entry have no more than 30 characters each.
  [/./, 200],
];

export const policyOf = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });

export const sizeOf = (statements: readonly Statement[]): number =>
  JSON.stringify(policyOf(statements)).replace(/\s/g, '').length;

/** Packs items, in their order, into as few packs as fit. */
export function packed<T>(items: readonly T[], fits: (pack: readonly T[], index: number) => boolean): T[][] {
  const packs: T[][] = [];
  for (const item of items) {
    const last = packs.at(-1);
    if (last && fits([...last, item], packs.length - 1)) last.push(item);
    else packs.push([item]);
  }
  return packs;
}

/**
 * Packs the statements of a role: what fits into its inline policy, and the rest for managed policies. A statement with many
 * resources may be in several.
 */
export function packedForRole(scope: IConstruct, statements: readonly Statement[], inlineSize: number): Statement[][] {
  const longest = longestOf(scope, statements);
  // Most roles have little: their statements stay as they are.
  if (sizeOf(longest) <= inlineSize) return [[...statements]];
  const sizes = longest.flatMap(apart);
  const pieces = statements
    .flatMap(apart)
    .map((own, index) => ({ own, longest: present(sizes[index], 'a statement') }));
  const once = [...new Map(pieces.map((piece) => [JSON.stringify(piece.own), piece])).values()];
  const packs = packed(once, (pack, index) => {
    const size = sizeOf(together(pack.map((piece) => piece.longest)));
    return size <= (index === 0 ? inlineSize : MANAGED_SIZE);
  });
  return packs.map((pack) => together(pack.map(({ own }) => own)));
}

/** Statements as long as they may become. */
function longestOf(scope: IConstruct, statements: readonly Statement[]): Statement[] {
  const text = JSON.stringify(resolved(scope, statements));
  const longest = text.replace(/\$\{([^}]*)\}/g, (_, reference: string) =>
    'x'.repeat(LENGTHS.find(([of]) => of.test(reference))?.[1] ?? 0),
  );
  return JSON.parse(longest) as Statement[];
}

/** A statement for each resource. */
const apart = (statement: Statement): Statement[] =>
  [statement.Resource].flat().map((Resource) => ({ ...statement, Resource }));

/** One statement of those that allow the same under the same condition. */
function together(statements: readonly Statement[]): Statement[] {
  const alike = new Map<string, Statement>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.Action, statement.Condition]);
    const known = alike.get(key)?.Resource ?? [];
    const resources = [known, statement.Resource].flat();
    alike.set(key, { ...statement, Resource: soleOf(resources) ?? resources });
  }
  return [...alike.values()];
}
