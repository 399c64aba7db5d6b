/**
 * How Front Door reaches the gateway: through an address of the infrastructure stack, which AKS gives to its load balancer, and closed to
 * everybody but Front Door. All customers share the addresses of that: the id of the profile tells its requests from theirs.
 * learn.microsoft.com/azure/frontdoor/origin-security
 */
import type { Entry } from '../../../constructs/cloud-lookup/contract';
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { FRONT_DOOR } from '../network/traffic';

export interface EntryProps {
  /** Name of the address, and of its resource group. */
  readonly address: string;
  readonly group: string;
  /** The id that the profile of Front Door sends with each request. */
  readonly profileId: string;
  readonly healthCheck: LoadBalancerProps['healthCheck'];
}

/** github.com/kubernetes-sigs/cloud-provider-azure/blob/v1.36.5/pkg/consts/consts.go */
const annotation = (name: string): string => `service.beta.kubernetes.io/azure-${name}`;

export const entryOf = ({ address, group, profileId, healthCheck }: EntryProps): Entry => ({
  service: {
    type: 'LoadBalancer',
    annotations: {
      [annotation('pip-name')]: address,
      [annotation('load-balancer-resource-group')]: group,
      [annotation('allowed-service-tags')]: FRONT_DOOR,
      // Of Kubernetes' own health check, which says whether a node has a proxy that is ready.
      [annotation('load-balancer-health-probe-interval')]: String(healthCheck.intervalSeconds),
      [annotation('load-balancer-health-probe-num-of-probe')]: String(healthCheck.unhealthyAfter),
    },
  },
  objects: [],
  // A tag, whose ranges Azure changes.
  sources: [],
  // Front Door appends the client's address: learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol
  trustedHops: 1,
  proof: { name: 'X-Azure-FDID', value: profileId },
});
