/** What a change of each property of a Cdn does to what exists, on AWS. */
import type { CdnProps } from '../../../constructs/cdn';
import * as neutral from '../../../constructs/cdn/changes';
import { type ChangesOf, refusedByProtection } from '../../../core/changes';

export const changes: ChangesOf<CdnProps> = {
  ...neutral.changes,
  'origin.loadBalancer': refusedByProtection(
    'the first Cdn before the load balancer, and the last one that goes, replace the load balancer, because the internet reaches it no more, or again: no host answers until the stacks of the platform and the edge are applied, too',
    'set `loadBalancer.deletionProtection: false` and apply, then change it: [changes of the edge](../guides/edge.md#changes)',
  ),
};
