/** What a PostgreSQL server cannot be on Azure: what passes plan and dies at apply. */
import { skuRequirement, sizeRule, versionRule, versionWarning } from '../../../core/sizing/choices';
import type { CloudRuleContext } from '../../../constructs/cloud';
import { storageLimit, type ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { databases } from '../shared/catalogue';
import { existingKeyRule } from '../encryption-key/encryption-key';
import { diskMib, grows, needsOf, ownParameters } from './managed-postgres';
import { PAIRED_REGIONS, REGIONS_WITHOUT_ZONES, UNPAIRED_REGIONS } from '../shared/regions';
import { postgres } from '../shared/versions';

type Rules = RuleTable<ManagedPostgresProps, CloudRuleContext<AzurermTarget>>;

/** What version 4.55 of the provider lets pass; it knows no sixth generation yet. */
const BURSTABLE = 'B_Standard_B(2s|(1|2|4|8|12|16|20)ms)';
const GENERAL = 'GP_Standard_D((2|4|8|16|32|48|64)(s_v3|ds_v4)|(2|4|8|16|32|48|64|96)a?ds_v5)';
const MEMORY =
  'MO_Standard_E((2|4|8|16|20|32|48|64)s_v3|(2|4|6|8|16|20|32|48|64)ds_v4|(2|4|8|16|20|32|48|64|96)ds_v5|(2|4|8|16|32|48|64|96)ads_v5)';
const SKU = new RegExp(`^(${BURSTABLE}|${GENERAL}|${MEMORY})$`);

const isBurstable = (sku: string | undefined): boolean => sku?.startsWith('B_') ?? false;

const replicas = (p: ManagedPostgresProps) =>
  Object.entries(p.readReplicas).map(([name, replica]) => [`readReplicas.${name}`, { replica, p }] as const);

const zonesOf = ({ environment, target }: CloudRuleContext<AzurermTarget>): number =>
  Math.min(target.zones.length, 'zones' in environment.network ? environment.network.zones : target.zones.length);

export const rules: Rules = [
  versionRule('PostgreSQL', () => postgres),
  sizeRule('size', databases, (p) => skuRequirement(p.size, p.sku?.azurerm, needsOf(p))),
  {
    code: 'sku-azurerm',
    property: 'sku.azurerm',
    check: (p) =>
      p.sku?.azurerm !== undefined &&
      !SKU.test(p.sku.azurerm) &&
      `must be a flexible server of the third to fifth generation such as GP_Standard_D4ds_v5, got "${p.sku?.azurerm}"`,
  },
  {
    code: 'sku-azurerm-2',
    property: 'sku.azurerm',
    check: (p) =>
      isBurstable(p.sku?.azurerm) &&
      needsOf(p).length > 0 &&
      `must not be burstable (B_…) with ${p.highAvailability ? 'highAvailability' : 'readReplicas'}: Azure gives such servers neither a standby nor replicas; got "${p.sku?.azurerm}". Take GP_ or MO_`,
  },
  {
    code: 'storage-max-gib',
    property: 'storage.maxSizeGiB',
    check: (p) =>
      p.storage.maxSizeGiB !== undefined &&
      grows(p) &&
      `must be storage.sizeGiB ${p.storage.sizeGiB}, which turns growing off, or left out: Azure doubles storage whenever it is nearly full, from ${diskMib(p.storage.sizeGiB) / 1024} GiB on, and stops at no limit that one could set; got ${storageLimit(p)}`,
  },
  {
    code: 'high-availability',
    property: 'highAvailability',
    check: (p, context) =>
      p.highAvailability &&
      zonesOf(context) < 2 &&
      'requires network.zones and targets.azurerm.zones of 2 or 3: the standby lives in another zone',
  },
  {
    code: 'high-availability-2',
    property: 'highAvailability',
    check: (p, { target }) =>
      p.highAvailability &&
      REGIONS_WITHOUT_ZONES.includes(target.region) &&
      `must be false in targets.azurerm.region ${target.region}, which has no zones: the standby lives in another zone`,
  },
  {
    code: 'backups-copy-to-secondary-region',
    property: 'backups.copyToSecondaryRegion',
    check: (p, { target: { region, secondaryRegion } }) =>
      p.backups.copyToSecondaryRegion &&
      PAIRED_REGIONS[region] !== undefined &&
      PAIRED_REGIONS[region] !== secondaryRegion &&
      `copies go where Azure sends them: from ${region} to ${PAIRED_REGIONS[region]}, got targets.azurerm.secondaryRegion ${secondaryRegion}. Set it to ${PAIRED_REGIONS[region]}, or take a read replica with region "secondary" instead`,
  },
  {
    code: 'backups-copy-to-secondary-region-2',
    property: 'backups.copyToSecondaryRegion',
    check: (p, { target }) =>
      p.backups.copyToSecondaryRegion &&
      UNPAIRED_REGIONS.includes(target.region) &&
      `is not available in ${target.region}, which Azure pairs with no other region; take a read replica with region "secondary" instead`,
  },
  {
    code: 'whole',
    property: '',
    check: (_, { environment: { network } }) =>
      'existing' in network &&
      network.existing.azurerm?.databaseSubnets.length === 0 &&
      'needs network.existing.azurerm.databaseSubnets: a subnet delegated to Microsoft.DBforPostgreSQL/flexibleServers',
  },
  forEach(
    (p) => Object.keys(p.parameters).map((name) => [`parameters.${name}`, { name, own: ownParameters(p) }] as const),
    [
      {
        code: 'whole-2',
        property: '',
        check: ({ name, own }) =>
          name.includes('query_capture_mode') && name in own && `must not be set here, ${name} is set by queryInsights`,
      },
    ],
  ),
  forEach(replicas, [
    sizeRule('size', databases, ({ replica, p }) =>
      skuRequirement(replica.size ?? p.size, replica.sku?.azurerm ?? p.sku?.azurerm, needsOf(p)),
    ),
    {
      code: 'sku-azurerm-3',
      property: 'sku.azurerm',
      check: ({ replica }) =>
        replica.sku?.azurerm !== undefined &&
        (!SKU.test(replica.sku.azurerm) || isBurstable(replica.sku.azurerm)) &&
        `must be a general or memory-optimized flexible server such as GP_Standard_D4ds_v5, got "${replica.sku?.azurerm}"`,
    },
  ]),
  existingKeyRule,
];

export const warnings: Rules = [versionWarning('PostgreSQL', () => postgres)];
