/** Disks of flexible servers. */
import { DataAzurermPostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/data-azurerm-postgresql-flexible-server';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { followedBy } from '../../../constructs/managed-postgres/restore';
import { type ManagedPostgresProps, storageLimit } from '../../../constructs/managed-postgres/schema';
import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { partsOf } from '../shared/resource-id';

/** In GiB. The disk of 4096 has no cache, and servers cannot grow into it online: 4095 takes its place. */
const DISKS_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16_384];

/** The smallest disk of at least this size. */
export const diskGiB = (sizeGiB: number): number => DISKS_GIB.find((disk) => disk >= sizeGiB) ?? Math.max(...DISKS_GIB);

/** Whether storage grows automatically. */
export const grows = (props: ManagedPostgresProps): boolean => storageLimit(props) > props.storage.sizeGiB;

/**
 * Storage as Azure has it, looked up before every plan: it grows automatically, and Terraform would replace a server to give it
 * less. A server that does not exist yet is not found, and has none.
 */
export class GrownStorage extends Component<{ readonly server: string; readonly resourceGroup: string }> {
  private readonly servers: string;

  /** @param props names as texts: a reference would delay the look until something else has been changed */
  constructor(scope: Construct, id: string, props: GrownStorage['props']) {
    super(scope, id, props);
    const named = { name: props.server, resourceGroupName: props.resourceGroup };
    const type = 'Microsoft.DBforPostgreSQL/flexibleServers';
    const found = this.createAs('existing', 'found', DataAzurermResources, { ...named, type });
    const count = Token.asNumber(ref(`length(${addressOf(found)}.resources)`, this.stack));
    this.servers = addressOf(this.createMain('existing', DataAzurermPostgresqlFlexibleServer, { ...named, count }));
  }

  /** What a server gets, in MiB: what the file asks for, or more, if it or one of the others has more already. */
  atLeast(sizeMiB: number, ...others: readonly GrownStorage[]): number {
    const grown = [this, ...others].map(({ servers }) => `${servers}[*].storage_mb`);
    return Token.asNumber(ref(`max(concat([${sizeMiB}], ${grown.join(', ')})...)`, this.stack));
  }
}

/** That of a server outside of the environment: a replica's disk is as large as its primary's at least. */
export function storageFollowed(scope: Construct, { restore }: ManagedPostgresProps): GrownStorage[] {
  const followed = followedBy(restore)?.azurerm;
  if (!followed) return [];
  const { name: server, resourceGroupName: resourceGroup } = partsOf(followed.server);
  return [new GrownStorage(scope, 'storage-followed', { server, resourceGroup })];
}
