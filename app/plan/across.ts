/** What concerns two constructs at once, and a cloud: ranges that meet, rights that nobody stands for, what must exist there. */
import { clusterInNetwork } from '../../constructs/cluster/rules';
import type { CloudName } from '../../core/words/clouds';
import { identitiesOf } from '../../constructs/environment/identities';
import type { Problem } from '../../core/rules/problem';
import type { Environment } from '../../constructs/environment/schema';
import type { EncryptionKeySetting } from '../../core/words/encryption';

export function between(
  environment: Environment,
  cloud: CloudName,
  at: { environment: string; cloud: CloudName },
): Problem[] {
  const { network, cluster, dnsZones } = environment;
  const ranges =
    'cidr' in network
      ? [network.cidr, ...(network.secondaryCidr ? [network.secondaryCidr] : [])]
      : (network.existing[cloud]?.privateCidrs ?? []);
  const clash = cluster && 'version' in cluster ? clusterInNetwork(cluster.serviceCidr, ranges) : undefined;
  const missing = [
    ...('existing' in network && !network.existing[cloud] ? ['network'] : []),
    ...(cluster && 'existing' in cluster && !cluster.existing[cloud] ? ['cluster'] : []),
    ...Object.entries(dnsZones).flatMap(([id, { existing }]) => (existing[cloud] ? [] : [`dnsZones.${id}`])),
  ];
  return [
    ...(clash ? [{ ...at, construct: 'Cluster', property: 'serviceCidr', message: clash }] : []),
    ...withoutIdentities(environment, cloud).map((message) => ({
      ...at,
      construct: 'Cluster',
      property: 'workloadIdentity',
      message,
    })),
    ...missing.map((property) => ({
      ...at,
      property: `${property}.existing.${cloud}`,
      message: 'must be given: the environment targets this cloud',
    })),
  ];
}

/** Rights in the cloud that nobody could be given, since service accounts stand for nothing there. */
function withoutIdentities(environment: Environment, cloud: CloudName): string[] {
  const { cluster } = environment;
  if (!cluster || !('workloadIdentity' in cluster) || cluster.workloadIdentity) return [];
  const asking = Object.keys(identitiesOf(environment, cloud));
  return asking.length === 0 ? [] : [`must be true: rights in the cloud are asked for by ${asking.join(', ')}`];
}

/** A key that exists must exist on every cloud that is targeted. */
export function missingKey(props: unknown, cloud: CloudName): { property: string; message: string }[] {
  const { encryptionKey } = props as { encryptionKey?: EncryptionKeySetting };
  if (typeof encryptionKey !== 'object' || encryptionKey.existing[cloud]) return [];
  return [
    { property: `encryptionKey.existing.${cloud}`, message: 'must be given: the environment targets this cloud' },
  ];
}
