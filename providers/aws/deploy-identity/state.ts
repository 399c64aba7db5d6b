/** Rights to the state of single stacks: who plans writes, too, because the lock of a state is an object beside it. */
import { stateKey } from '../../../core/cdktf/state';
import type { State } from '../../../core/words/state';
import type { Foundation } from '../foundation/foundation';
import { allow, type Statement, viaService } from '../iam/statement';

/** What the ARNs and conditions have of the environment's account. */
type Account = Pick<Foundation, 'partition' | 'target'>;

const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

export function stateStatements(state: State, stacks: readonly string[], foundation: Account): Statement[] {
  if (state.kind !== 's3' || stacks.length === 0) return [];
  const bucket = `arn:${foundation.partition}:s3:::${state.bucket}`;
  const objects = stacks.flatMap((stack) => {
    const object = `${bucket}/${stateKey(state, stack)}`;
    return [object, `${object}.tflock`];
  });
  return [
    allow('s3:ListBucket', bucket),
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objects),
    ...(state.kmsKey === undefined ? [] : [keyStatement(state.kmsKey, state.region, foundation)]),
  ];
}

/** IAM knows keys by their own ARNs alone, and an alias by a condition. */
function keyStatement(key: string, region: string, foundation: Account): Statement {
  const { StringEquals } = viaService('s3', foundation, region);
  const [arn, alias] = /^(arn:[^:]+:kms:[^:]+:\d+):(alias\/.+)$/.exec(key)?.slice(1) ?? [];
  if (arn === undefined || alias === undefined) return allow(KEY_ACTIONS, key, { StringEquals });
  return allow(KEY_ACTIONS, `${arn}:key/*`, {
    StringEquals,
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
  });
}
