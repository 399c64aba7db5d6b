/** Rules of PostgreSQL servers on Azure: what would pass `terraform plan` and fail in `apply`. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import { isFollowed } from '../../../constructs/environment/recovery';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { testedThereRule } from '../../../constructs/managed-postgres/backups';
import { followedRule } from '../../../constructs/managed-postgres/restore-rules';
import { replicaSizeRule } from '../../../constructs/managed-postgres/rules';
import { type ManagedPostgresProps, storageLimit } from '../../../constructs/managed-postgres/schema';
import { backupRule } from '../../../constructs/restore-rules';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { select, type Selection } from '../../../core/sizing/catalogue';
import { sizeRule, skuRequirement, versionRule, versionWarning } from '../../../core/sizing/choices';
import { keyRule } from '../encryption-key/rules';
import { databases } from '../shared/catalogue';
import { PAIRED_REGIONS, REGIONS_WITHOUT_ZONES, UNPAIRED_REGIONS } from '../shared/regions';
import { postgres } from '../shared/versions';
import { needsOf } from './needs';
import { isBurstable, ownParameters } from './server-parameters';
import { diskGiB, grows } from './storage';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ManagedPostgresProps, Context>;
type Replica = ManagedPostgresProps['readReplicas'][string];

/** SKUs that every version of the provider accepts: it has the sixth generation since 4.79. */
const BURSTABLE = 'B_Standard_B(2s|(1|2|4|8|12|16|20)ms)';
const GENERAL = 'GP_Standard_D((2|4|8|16|32|48|64)(s_v3|ds_v4)|(2|4|8|16|32|48|64|96)a?ds_v5)';
const MEMORY =
  'MO_Standard_E((2|4|8|16|20|32|48|64)s_v3|(2|4|6|8|16|20|32|48|64)ds_v4|(2|4|8|16|20|32|48|64|96)ds_v5|(2|4|8|16|32|48|64|96)ads_v5)';
const SKU = new RegExp(`^(${BURSTABLE}|${GENERAL}|${MEMORY})$`);

const parameters = (p: ManagedPostgresProps) =>
  Object.keys(p.parameters).map((name) => [`parameters.${name}`, name] as const);

const replicas = (p: ManagedPostgresProps) =>
  Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, replica] as const);

const selected = ({ size, sku }: Pick<ManagedPostgresProps, 'size' | 'sku'>, server: ManagedPostgresProps) =>
  select(databases, skuRequirement(size, sku?.azurerm, needsOf(server)));

/** Whether one SKU has less of something than another; what the catalogue does not know is trusted. */
const isSmaller = (one: Partial<Selection> | undefined, other: Partial<Selection> | undefined): boolean =>
  (one?.vcpu ?? Infinity) < (other?.vcpu ?? 0) || (one?.memoryGiB ?? Infinity) < (other?.memoryGiB ?? 0);

const zonesOf = ({ environment: { network }, target }: Context): number =>
  'zones' in network ? Math.min(target.zones.length, network.zones) : target.zones.length;

export const rules: Rules = [
  backupRule('azurerm'),
  followedRule('azurerm'),
  testedThereRule(({ copyToSecondaryRegion }) => copyToSecondaryRegion, 'backups.copyToSecondaryRegion'),
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, (p) => skuRequirement(p.size, p.sku?.azurerm, needsOf(p))),
  {
    code: 'sku-unknown',
    property: 'sku.azurerm',
    check: ({ sku: { azurerm: sku } = {} }) =>
      sku !== undefined &&
      !SKU.test(sku) &&
      `must be a flexible server of the third to fifth generation such as GP_Standard_D4ds_v5, got "${sku}"`,
  },
  {
    code: 'sku-burstable',
    property: 'sku.azurerm',
    check: (p) => {
      const sku = p.sku?.azurerm;
      const [need] = needsOf(p);
      return (
        sku !== undefined &&
        isBurstable(sku) &&
        need !== undefined &&
        `must not be burstable (B_…) with ${need}: Azure gives such servers neither a standby nor replicas; got "${sku}". Take GP_ or MO_`
      );
    },
  },
  {
    code: 'size-not-replicated',
    property: 'size',
    check: (p, { environment: { recovery }, id }) => {
      const sku = selected(p, p)?.sku;
      return (
        isFollowed(id, recovery) &&
        sku !== undefined &&
        isBurstable(sku) &&
        `must be one that is not burstable, because recovery.databases replicates the server, got ${sku}: Azure gives such servers no replicas. Ask for more, or set sku.azurerm`
      );
    },
  },
  {
    code: 'promoted-without-copies',
    property: 'backups.copyToSecondaryRegion',
    check: ({ restore, backups }) =>
      restore === 'promoted' &&
      backups.copyToSecondaryRegion &&
      'must be off for a server that was a replica: Azure decides about copies when a server is made, and would replace it',
  },
  {
    code: 'storage-growth',
    property: 'storage.maxSizeGiB',
    check: (p) =>
      p.storage.maxSizeGiB !== undefined &&
      grows(p) &&
      `must be storage.sizeGiB ${p.storage.sizeGiB}, which disables growth, or left out: Azure doubles storage whenever it is nearly full, from ${diskGiB(p.storage.sizeGiB)} GiB on, and has no setting for a limit; got ${storageLimit(p)}`,
  },
  {
    code: 'standby-zone',
    property: 'highAvailability',
    check: ({ highAvailability }, context) =>
      highAvailability &&
      zonesOf(context) < 2 &&
      'requires network.zones and targets.azurerm.zones of 2 or 3: the standby lives in another zone',
    standsOn: () => ['network'],
  },
  {
    code: 'standby-without-zones',
    property: 'highAvailability',
    check: ({ highAvailability }, { target: { region } }) =>
      highAvailability &&
      REGIONS_WITHOUT_ZONES.includes(region) &&
      `must be false in targets.azurerm.region ${region}, which has no zones: the standby lives in another zone`,
  },
  {
    code: 'backup-region-not-paired',
    property: 'backups.copyToSecondaryRegion',
    check: ({ backups }, { target: { region, secondaryRegion } }) => {
      const pair = PAIRED_REGIONS[region];
      return (
        backups.copyToSecondaryRegion &&
        pair !== undefined &&
        pair !== secondaryRegion &&
        `requires targets.azurerm.secondaryRegion ${pair}, where Azure sends copies from ${region}, got ${secondaryRegion}. Set it to ${pair}, or take a read replica with region "secondary" instead`
      );
    },
  },
  {
    code: 'backup-region-unpaired',
    property: 'backups.copyToSecondaryRegion',
    check: ({ backups }, { target: { region } }) =>
      backups.copyToSecondaryRegion &&
      UNPAIRED_REGIONS.includes(region) &&
      `is not available in ${region}, which Azure pairs with no other region; take a read replica with region "secondary" instead`,
  },
  {
    code: 'database-subnet-missing',
    property: '',
    check: (_, { environment: { network } }) =>
      !isManaged(network) &&
      network.existing.azurerm?.databaseSubnets.length === 0 &&
      'needs network.existing.azurerm.databaseSubnets: a subnet delegated to Microsoft.DBforPostgreSQL/flexibleServers',
    standsOn: () => ['network'],
  },
  forEach(parameters, [
    {
      code: 'parameter-of-query-insights',
      property: '',
      check: (name, _, server) =>
        name.includes('query_capture_mode') &&
        name in ownParameters(server, '') &&
        `must not be set here, because queryInsights sets ${name}`,
    },
  ]),
  forEach(replicas, [
    sizeRule<Replica, Context, ManagedPostgresProps>('size', databases, ({ size, sku }, _, server) =>
      skuRequirement(size ?? server.size, sku?.azurerm ?? server.sku?.azurerm, needsOf(server)),
    ),
    replicaSizeRule(({ size, sku }, server) => {
      const own = selected({ size: size ?? server.size, sku: sku ?? server.sku }, server);
      const primary = selected(server, server);
      if (!own || !primary || isBurstable(own.sku) || !isSmaller(own, primary)) return undefined;
      return { own: own.sku, primary: primary.sku };
    }),
    {
      code: 'replica-sku-unknown',
      property: 'sku.azurerm',
      check: ({ sku: { azurerm: sku } = {} }) =>
        sku !== undefined &&
        (!SKU.test(sku) || isBurstable(sku)) &&
        `must be a general or memory-optimized flexible server such as GP_Standard_D4ds_v5, got "${sku}"`,
    },
  ]),
  keyRule,
];

export const warnings: Rules = [
  versionWarning('PostgreSQL', () => postgres),
  {
    code: 'query-insights-burstable',
    property: 'queryInsights',
    check: (p) => {
      const sku = selected(p, p)?.sku ?? '';
      return (
        p.queryInsights &&
        isBurstable(sku) &&
        `is true, and stays off on ${sku}: Azure advises against it on burstable servers, which it slows down. Set it to false, or take a larger size`
      );
    },
  },
];
