import type { Kit } from '../../../constructs/cloud';
import { names } from '../shared/names';
import { partitionOf } from '../shared/regions';
import type { AwsTypes } from '../types';
import { changes } from './changes';
import { ManagedPostgres } from './managed-postgres';
import { parity } from './parity';
import { rules, warnings } from './rules';

export const managedPostgres = {
  create: ManagedPostgres,
  rules,
  warnings,
  parity,
  changes,
  madeAs: (id, { infrastructure, target: { account, region } }) => ({
    aws: {
      instance: `arn:${partitionOf(region)}:rds:${region}:${account}:db:${infrastructure.name(names.dbInstance, id)}`,
    },
  }),
} satisfies Kit<'managedPostgres', AwsTypes>;
