/** Where resources of an environment lie on Azure: all that most of them need to know of the foundation. */
import type { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import type { KeysProps } from '../../../constructs/encryption-key/schema';

/** The target's `region` or its `secondaryRegion`. */
export type RegionRole = 'primary' | 'secondary';

export interface Group {
  readonly resourceGroupName: string;
  readonly tenantId: string;
  readonly caller: DataAzurermClientConfig;
  readonly props: { readonly keys: KeysProps };
  location(place?: RegionRole): string;
}
