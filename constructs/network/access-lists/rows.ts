/** Rows of tables about the properties of access lists, which every tier has alike. */
import { type AccessRule, type Tier, TIERS } from './schema';

const PROPERTIES = ['direction', 'allow', 'protocol', 'ports', 'cidr'] as const satisfies readonly (keyof AccessRule)[];

type Property = (typeof PROPERTIES)[number];

export const accessListRows = <T>(row: (tier: Tier, property: Property) => T) =>
  Object.fromEntries(
    TIERS.flatMap((tier) => PROPERTIES.map((property) => [`accessLists.${tier}.*.${property}`, row(tier, property)])),
  ) as Readonly<Record<`accessLists.${Tier}.*.${keyof AccessRule}`, T>>;
