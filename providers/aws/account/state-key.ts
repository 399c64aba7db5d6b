/** The name of the key of Terraform's state, which environments write into their `state` before there is one. */
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { nameFor } from '../../../core/names';
import { aliasOf } from '../encryption-key/lookup';
import { names } from '../shared/names';
import { partitionOf } from '../shared/regions';

/** Last part of the key's name. */
export const STATE_KEY = 'state';

/** Names of the account stack begin so: see `settingsOf`. */
export const stateKeyArn = (
  { system, environment, incarnation }: Environment,
  { account, region }: AwsTarget,
): string => {
  const namespace = {
    project: system,
    environment: `${environment}-account`,
    account: `${account}/${region}`,
    ...(incarnation !== undefined && { incarnation }),
  };
  const alias = aliasOf(nameFor(names.keyAlias, namespace, STATE_KEY));
  return `arn:${partitionOf(region)}:kms:${region}:${account}:${alias}`;
};
