/** What a change of each property of a load balancer does to what exists, on AWS. */
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { changes as common } from '../../../constructs/load-balancer/changes';
import { type ChangesOf, refusedByProtection } from '../../../core/changes';

export const changes: ChangesOf<LoadBalancerProps> = {
  ...common,
  logs: refusedByProtection(
    'off would delete the records; on is in place',
    'set `deletionProtection: false` and apply, then change it',
  ),
};
