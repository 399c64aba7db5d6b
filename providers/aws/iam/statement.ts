import { soleOf } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';

/** One statement of an IAM policy. */
export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export const allow = (Action: Statement['Action'], Resource: Statement['Resource'], Condition?: object): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** The same on keys; nothing without a key. */
export const allowKeys = (action: Statement['Action'], keys: readonly string[], condition?: object): Statement[] =>
  keys.length === 0 ? [] : [allow(action, soleOf(keys) ?? keys, condition)];

/** ARN of a resource in the environment's own account and region: `arnOf(foundation, 'eks', 'cluster/main')`. */
export const arnOf = ({ partition, target }: Foundation, service: string, resource: string): string =>
  `arn:${partition}:${service}:${target.region}:${target.account}:${resource}`;

/** Condition: the service acts for resources of the environment's own account. */
export const sourceAccount = ({ target }: Foundation) => ({ StringEquals: { 'aws:SourceAccount': target.account } });

/** Condition: CloudFront acts for a distribution of the environment's account. */
export const ofDistributions = (foundation: Foundation) => ({
  ...sourceAccount(foundation),
  ArnLike: { 'aws:SourceArn': `arn:${foundation.partition}:cloudfront::${foundation.target.account}:distribution/*` },
});

/**
 * Condition: a KMS key is used only through the named service, in the environment's region unless another is named.
 */
export const viaService = (
  service: string,
  { target }: Pick<Foundation, 'target'>,
  region: string = target.region,
) => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
});
