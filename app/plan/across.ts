/** What concerns two constructs at once, and a cloud: ranges that meet, rights that nobody stands for, what must exist there. */
import { clusterInNetwork } from '../../constructs/cluster/rules';
import type { CloudName } from '../../core/words/clouds';
import { identitiesOf } from '../../constructs/environment/identities';
import type { Problem } from '../../core/rules/problem';
import type { Finding } from '../../core/rules/rule';
import type { Environment } from '../../constructs/environment/schema';
import type { EncryptionKeySetting } from '../../core/words/encryption';

const REQUIRED = 'is required: the environment targets this cloud';

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
    ...(clash ? [{ ...at, path: 'cluster.serviceCidr', message: clash, code: 'cluster/service-cidr-in-network' }] : []),
    ...withoutIdentities(environment, cloud).map((message) => ({
      ...at,
      path: 'cluster.workloadIdentity',
      message,
      code: 'cluster/workload-identity-required',
    })),
    ...missing.map((property) => ({
      ...at,
      path: `${property}.existing.${cloud}`,
      message: REQUIRED,
      code: 'environment/existing-required',
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
export function missingKey(props: unknown, cloud: CloudName): Omit<Finding, 'standsOn'>[] {
  const { encryptionKey } = props as { encryptionKey?: EncryptionKeySetting };
  if (typeof encryptionKey !== 'object' || encryptionKey.existing[cloud]) return [];
  return [{ code: 'existing-key-required', property: `encryptionKey.existing.${cloud}`, message: REQUIRED }];
}
