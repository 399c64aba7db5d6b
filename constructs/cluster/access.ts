/** Access to a cluster: who holds which of Kubernetes' own roles, and where. The same objects grant it on every cloud. */
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import type { ClusterProps } from './schema';

/** One of Kubernetes' roles for people, each of which includes the next. */
type AccessRole = ClusterProps['access'][string]['role'];

/** Who holds a role: the members of an entry of `cluster.access`, or a deploy identity. */
export type Holder = { readonly access: string } | { readonly deployIdentity: string };

export interface Grant {
  readonly holder: Holder;
  readonly role: AccessRole;
  /** Undefined for all of them. */
  readonly namespaces: readonly string[] | undefined;
}

/** What names the holder among bindings: `access-readers`, `deploy-site`. */
export const holderName = (holder: Holder): string =>
  'access' in holder ? `access-${holder.access}` : `deploy-${holder.deployIdentity}`;

/** All grants in the environment's own cluster; whoever made an existing one says who enters it. */
export function grantsOf({ cluster, deployIdentities }: Environment): Grant[] {
  if (cluster === undefined || !isManaged(cluster)) return [];
  return [
    ...Object.entries(cluster.access).map(([access, { role, namespaces }]) => ({
      holder: { access },
      role,
      namespaces,
    })),
    ...Object.entries(deployIdentities)
      .filter(([, { deploy }]) => deploy.length > 0)
      .map(([deployIdentity, { deploy }]) => ({
        holder: { deployIdentity },
        role: 'edit' as const,
        namespaces: deploy,
      })),
  ];
}

/** Members on one cloud, each once, with the entries that name them. */
export function entriesByMember(
  access: ClusterProps['access'],
  cloud: keyof ClusterProps['access'][string]['members'],
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, { members }] of Object.entries(access))
    for (const member of new Set(members[cloud])) found.set(member, [...(found.get(member) ?? []), name]);
  return found;
}
