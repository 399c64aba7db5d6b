/**
 * Rules that span constructs and depend on the cloud: overlapping ranges, rights without an identity, missing existing
 * resources.
 */
import { clusterInNetwork } from '../../constructs/cluster/rules';
import { KEY_KINDS, type KeyKind } from '../../constructs/encryption-key';
import { askersOf } from '../../constructs/encryption-key/askers';
import { isManaged } from '../../constructs/environment/managed';
import type { Environment } from '../../constructs/environment/schema';
import type { Resolved } from '../../constructs/resolved';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import type { EncryptionKeySetting } from '../../core/words/encryption';

interface AcrossContext extends Pick<Resolved, 'identities' | 'uses'> {
  readonly cloud: CloudName;
  /** Kinds of use for which the cloud needs a key of the environment. */
  readonly keyKinds: readonly KeyKind[];
}

type ByCloud = Partial<Readonly<Record<CloudName, unknown>>>;

const REQUIRED = 'is required: the environment targets this cloud';

export const acrossRules: RuleTable<Environment, AcrossContext> = [
  {
    code: 'service-cidr-in-network',
    says: 'must not overlap the network (…), got …',
    property: 'cluster.serviceCidr',
    check: ({ network, cluster }, { cloud }) => {
      const ranges = isManaged(network)
        ? [network.cidr, ...(network.secondaryCidr ? [network.secondaryCidr] : [])]
        : (network.existing[cloud]?.privateCidrs ?? []);
      return cluster && isManaged(cluster) && clusterInNetwork(cluster.serviceCidr, ranges);
    },
  },
  {
    code: 'workload-identity-required',
    property: 'cluster.workloadIdentity',
    check: ({ cluster }, { identities }) => {
      if (!cluster || !isManaged(cluster) || cluster.workloadIdentity) return undefined;
      const asking = Object.keys(identities);
      return asking.length > 0 && `must be true: rights in the cloud are asked for by ${asking.join(', ')}`;
    },
  },
  forEach(
    ({ keys: { retire } }, { keyKinds }) =>
      KEY_KINDS.filter((kind) => retire.includes(kind) && keyKinds.includes(kind)).map((kind) => ['keys.retire', kind]),
    [
      {
        code: 'key-retired',
        property: '',
        check: (kind, { uses }, environment) => {
          const askers = askersOf(kind, environment, uses);
          return (
            askers.length > 0 &&
            `must not name ${kind}: its key is asked for by ${askers.join(', ')}. Choose another encryptionKey there, or remove it, first`
          );
        },
      },
    ],
  ),
  forEach(existingIn, [
    {
      code: 'existing-required',
      says: REQUIRED,
      property: '',
      check: ({ existing, cloud }) => existing[cloud] === undefined && REQUIRED,
    },
  ]),
];

/** Requires the environment's existing resources to name one for this cloud. */
function existingIn(
  { network, cluster, dnsZones }: Environment,
  { cloud }: AcrossContext,
): [path: string, element: { readonly existing: ByCloud; readonly cloud: CloudName }][] {
  const all = {
    network,
    cluster,
    ...Object.fromEntries(Object.entries(dnsZones).map(([id, zone]) => [`dnsZones.${id}`, zone])),
  };
  return Object.entries<object | undefined>(all).flatMap(([path, construct]) =>
    construct && 'existing' in construct
      ? [[`${path}.existing.${cloud}`, { existing: construct.existing as ByCloud, cloud }]]
      : [],
  );
}

/** Requires an existing key to be given for every targeted cloud. */
export const existingKeyRules: RuleTable<
  { readonly encryptionKey?: EncryptionKeySetting },
  Pick<AcrossContext, 'cloud'>
> = [
  forEach(
    ({ encryptionKey }, { cloud }) =>
      typeof encryptionKey === 'object' ? [[`encryptionKey.existing.${cloud}`, encryptionKey.existing[cloud]]] : [],
    [{ code: 'existing-key-required', says: REQUIRED, property: '', check: (key) => !key && REQUIRED }],
  ),
];
