/** Pairs of regions, and regions without zones: https://learn.microsoft.com/azure/reliability/regions-list, 2026-11. */

/** Paired region in which Azure stores geo-redundant copies; most pairs are mutual. */
export const PAIRED_REGIONS: Readonly<Record<string, string>> = {
  australiacentral: 'australiacentral2',
  australiaeast: 'australiasoutheast',
  australiasoutheast: 'australiaeast',
  brazilsouth: 'southcentralus',
  canadacentral: 'canadaeast',
  canadaeast: 'canadacentral',
  centralindia: 'southindia',
  centralus: 'eastus2',
  eastasia: 'southeastasia',
  eastus: 'westus',
  eastus2: 'centralus',
  francecentral: 'francesouth',
  germanywestcentral: 'germanynorth',
  japaneast: 'japanwest',
  japanwest: 'japaneast',
  koreacentral: 'koreasouth',
  northcentralus: 'southcentralus',
  northeurope: 'westeurope',
  norwayeast: 'norwaywest',
  southafricanorth: 'southafricawest',
  southcentralus: 'northcentralus',
  southeastasia: 'eastasia',
  southindia: 'centralindia',
  swedencentral: 'swedensouth',
  switzerlandnorth: 'switzerlandwest',
  uaenorth: 'uaecentral',
  uksouth: 'ukwest',
  ukwest: 'uksouth',
  westcentralus: 'westus2',
  westeurope: 'northeurope',
  westus: 'eastus',
  westus2: 'westcentralus',
  westus3: 'eastus',
};

/** Newer regions, which have zones but no pair. */
export const UNPAIRED_REGIONS: readonly string[] = [
  'austriaeast',
  'belgiumcentral',
  'chilecentral',
  'indonesiacentral',
  'israelcentral',
  'italynorth',
  'malaysiawest',
  'mexicocentral',
  'newzealandnorth',
  'polandcentral',
  'qatarcentral',
  'spaincentral',
];

/** Regions without zones, from Azure's API on 2026-08-21. All are older ones: new regions have zones from the start. */
export const REGIONS_WITHOUT_ZONES: readonly string[] = [
  'australiacentral',
  'australiacentral2',
  'australiasoutheast',
  'brazilsoutheast',
  'canadaeast',
  'francesouth',
  'germanynorth',
  'jioindiacentral',
  'jioindiawest',
  'koreasouth',
  'northcentralus',
  'norwaywest',
  'southafricawest',
  'southindia',
  'switzerlandwest',
  'uaecentral',
  'ukwest',
  'westcentralus',
  'westindia',
  'westus',
];

/**
 * Regions in which a NAT gateway is in one zone, that Azure chooses:
 * https://learn.microsoft.com/azure/nat-gateway/nat-sku#known-limitations, 2026-07.
 */
export const REGIONS_WITHOUT_ZONE_REDUNDANT_NAT: readonly string[] = [
  'canadaeast',
  'indonesiacentral',
  'israelnorthwest',
  'qatarcentral',
  'swedensouth',
  'westindia',
];
