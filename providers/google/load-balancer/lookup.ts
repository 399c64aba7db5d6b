/** Names by which the halves of a load balancer, and the gateway between them, know each other. */
import type { NameLimit } from '../../../core/names';
import type { Family } from '../edge/addresses';
import { names } from '../shared/names';

/** The half that the infrastructure stack has, by its id there. */
const ID = 'load-balancer';

type NameParts = readonly [limit: NameLimit, ...resource: string[]];

/** Network endpoint groups of the gateway's proxies, one in each zone: GKE makes them for the gateway's service. */
export const GROUP: NameParts = [names.endpointGroup, ID];

/** The URL map of the edge stack, by which its requests are told apart. */
export const URL_MAP: NameParts = [names.urlMap, ID];

export const addressName = ({ family }: Family): NameParts => [names.address, ID, family];
