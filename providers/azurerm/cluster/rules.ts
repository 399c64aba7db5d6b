/** Rules of clusters on Azure: what would pass `terraform plan` and fail in `apply`, or come up and never work. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { type Requirement, select } from '../../../core/sizing/catalogue';
import { nodeRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { nodes } from '../shared/catalogue';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';
import { kubernetes } from '../shared/versions';
import { MIN_WINDOW_HOURS } from '../shared/windows';
import { addressRules } from './address-rules';
import { apiAccessRules, apiAccessWarnings } from './api-access-rules';
import { insideWarnings } from './inside-rules';
import { requirementOf, SYSTEM_POOL } from './node-pool';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AzurermTarget>>;

const VM_SIZE = /^Standard_[A-Z]+\d/;
/** AKS refuses B sizes in the system pool and as spot machines. */
const BURSTABLE = /^Standard_B\d/;

const extended = ({ upgradeChannel }: ClusterProps) => ({ extendedSupport: upgradeChannel === 'extended' });

const pools = ({ nodePools }: ClusterProps) =>
  Object.entries(nodePools).map(([name, pool]) => [`nodePools.${name}`, pool] as const);

const systemRequirement = ({ systemPool: { size, sku } = SYSTEM_POOL }: ClusterProps): Requirement =>
  nodeRequirement(size, sku?.azurerm, ['systemPool']);

/** Sizes that the catalogue does not know are trusted. */
const holdsSystemPool = (sku: string): boolean =>
  VM_SIZE.test(sku) && !BURSTABLE.test(sku) && !select(nodes, { memoryGiB: 0, sku })?.lacks?.includes('systemPool');

export const rules: Rules = [
  versionRule('Kubernetes', () => kubernetes, extended),
  keyRule,
  sizeRule('systemPool.size', nodes, systemRequirement),
  {
    code: 'system-pool-sku',
    property: 'systemPool.sku.azurerm',
    check: ({ systemPool }) => {
      const sku = systemPool?.sku?.azurerm;
      return (
        sku !== undefined &&
        !holdsSystemPool(sku) &&
        `must be a size of at least 4 vCPU that is not burstable, such as Standard_D4as_v5, got "${sku}"`
      );
    },
  },
  forEach(pools, [
    sizeRule('size', nodes, requirementOf),
    {
      code: 'sku-unknown',
      property: 'sku.azurerm',
      check: ({ sku: { azurerm: sku } = {} }) =>
        sku !== undefined &&
        !VM_SIZE.test(sku) &&
        `must be a size of Azure's machines such as Standard_D4as_v5, got "${sku}"`,
    },
    {
      code: 'spot-burstable',
      property: 'spot',
      check: ({ spot, sku: { azurerm: sku } = {} }) =>
        spot &&
        sku !== undefined &&
        BURSTABLE.test(sku) &&
        `must be false with ${sku}: Azure sells no burstable machines as spot. Take a size such as Standard_D2as_v5`,
    },
  ]),
  {
    code: 'region-without-zones',
    property: '',
    check: (_, { target: { region } }) =>
      REGIONS_WITHOUT_ZONES.includes(region) &&
      `needs a region with zones, because its nodes are spread over them; targets.azurerm.region ${region} has none`,
  },
  ...addressRules,
  ...apiAccessRules,
  {
    code: 'container-logs-without-nat',
    property: 'logs.containers',
    check: ({ logs }, { environment: { network } }) =>
      logs.containers !== false &&
      isManaged(network) &&
      network.nat === 'none' &&
      'must be false with network.nat "none": nodes send them to Azure through the internet. Take nat "single", or the add-on loki',
    standsOn: () => ['network'],
  },
];

export const warnings: Rules = [
  versionWarning('Kubernetes', () => kubernetes, extended),
  ...insideWarnings,
  ...apiAccessWarnings,
  {
    code: 'system-pool-single',
    property: 'systemPool.min',
    check: ({ systemPool: { min } = SYSTEM_POOL }) =>
      min < 2 && `is ${min}: the cluster's DNS is unavailable while its only node is replaced. Take 2 or more`,
  },
  {
    code: 'second-region-without-zones',
    property: '',
    check: (_, { target: { region, secondaryRegion }, environment: { recovery } }) =>
      recovery?.rtoMinutes !== undefined &&
      // What stands by is checked where it is.
      recovery.mode === 'restore' &&
      secondaryRegion !== undefined &&
      REGIONS_WITHOUT_ZONES.includes(secondaryRegion) &&
      `could not be made in targets.azurerm.secondaryRegion ${secondaryRegion}, which has no zones, and recovery.rtoMinutes is about making it there when ${region} is lost. Name a region with zones, in which read replicas and copies of buckets may be, too; copies of backups go to the paired region alone`,
  },
  {
    code: 'hosts-unencrypted',
    property: 'encryptionKey',
    check: ({ encryptionKey }, { target: { hostEncryption } }) =>
      encryptionKey !== 'cloud' &&
      !hostEncryption &&
      "does not reach what is on the hosts of nodes, temporary disks and caches of disks: set targets.azurerm.hostEncryption to true. It takes the subscription's feature EncryptionAtHost, and renews all nodes",
  },
  {
    code: 'window-widened',
    property: 'maintenanceWindow.hours',
    check: ({ maintenanceWindow: { hours } }) =>
      hours < MIN_WINDOW_HOURS && `is ${hours}: AKS keeps its windows open for at least ${MIN_WINDOW_HOURS} hours`,
  },
];
