/** Traffic of Argo CD: it fetches from Git, by HTTPS and SSH. */
import { inNamespace, tcp } from '../../../core/kubernetes/network-policy';
import { portsIn } from '../../../core/words/ports';
import { toAnywhere } from '../../cloud-lookup/endpoints';
import type { AddonContext } from '../addon';
import { GATEWAY } from '../gateway/routes';
import type { Traffic } from '../parts/network-policy';
import type { ArgoCdProps } from './schema';

const SSH = 22;
const SERVER = 8080;

export const argoCdTraffic = ({ props }: AddonContext<ArgoCdProps>): Traffic[] => [
  {
    // The controller, the server, the repository server, and that of sets of applications.
    metrics: [8080, 8082, 8083, 8084],
    ingress: props.host === undefined ? [] : [{ from: [inNamespace(GATEWAY.namespace)], ports: tcp(SERVER) }],
    egress: [toAnywhere(...new Set([SSH, ...portsIn(addressesOf(props))]))],
  },
];

/** Repositories, and whoever signs people in. */
const addressesOf = ({ repositories, applications, sso }: ArgoCdProps): string[] => [
  ...Object.values(repositories).map(({ url }) => url),
  ...Object.values(applications).map(({ repoUrl }) => repoUrl),
  ...(sso ? [sso.issuer] : []),
];
