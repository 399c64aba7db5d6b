/** Ways back on Azure. */
import {
  type CloudRecovery,
  fromCopy,
  fromMoment,
  fromVersions,
  isKnown,
  nameIn,
  type WayReader,
} from '../../../core/operations/way';
import type { Resource, Resources } from '../../../core/rights/resources';
import { PAIRED_REGIONS } from '../shared/regions';

const groupOf = ({ values }: Pick<Resource, 'values'>, resources: Resources): string =>
  nameIn(values['resource_group_name'], resources);

const idOf = (server: Resource, resources: Resources): string => {
  const { subscription_id: subscription } = resources.settingsOf(server);
  const group = groupOf(server, resources);
  return `/subscriptions/${String(subscription)}/resourceGroups/${group}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${String(server.values['name'])}`;
};

/** learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote */
function ofReplica(replica: Resource, resources: Resources): ReturnType<WayReader> {
  const { address, values, partOf } = replica;
  const { name, location, source_server_id: source } = values as Readonly<Record<string, string>>;
  const primary = resources.at(source);
  if (!primary || primary.values['location'] === location) return [];
  return [
    {
      store: { kind: 'database', name: partOf },
      lost: 'region',
      from: 'replica',
      does: `Promote the replica in ${location}, and restore from it at a moment that comes after`,
      commands: [
        `az postgres flexible-server replica promote --resource-group ${groupOf(replica, resources)} --name ${name} --promote-mode standalone --promote-option forced --yes`,
      ],
      restore: `{ backup: { azurerm: { server: '${idOf(replica, resources)}', at: 'MOMENT' } } }`,
      promoted: address,
    },
  ];
}

/** learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore */
const ofServer: WayReader = (server, resources) => {
  const { values, partOf } = server;
  if (values['create_mode'] === 'Replica') return ofReplica(server, resources);
  const name = String(values['name']);
  const group = groupOf(server, resources);
  const pair = PAIRED_REGIONS[String(values['location'])] ?? 'PAIR';
  const store = { kind: 'database', name: partOf } as const;
  return [
    ...(values['geo_redundant_backup_enabled']
      ? [
          {
            store,
            lost: 'region' as const,
            from: 'copies' as const,
            does: `Have its geo-redundant backups restored in ${pair}`,
            commands: [],
            restore: `{ backup: { azurerm: { server: '${idOf(server, resources)}', at: 'MOMENT', fromPairedRegion: true } } }`,
            byHand: [
              `az postgres flexible-server geo-restore --resource-group GROUP --name NEW --source-server ${idOf(server, resources)} --location ${pair}`,
            ],
          },
        ]
      : []),
    fromMoment(
      partOf,
      `az postgres flexible-server restore --resource-group ${group} --name NEW --source-server ${name} --restore-time MOMENT`,
    ),
  ];
};

/** Where objects are, of the account that a container is in: `https://….blob.core.windows.net/…` */
function containerIn(account: Resource, resources: Resources): { readonly url: string; readonly name: string } {
  const [own] = resources.naming('azurerm_storage_container', 'storage_account_id', account);
  const name = String(own?.values['name']);
  return { name, url: `https://${String(account.values['name'])}.blob.core.windows.net/${name}` };
}

/** learn.microsoft.com/azure/storage/blobs/versioning-overview */
const ofAccount: WayReader = (account, resources) => {
  const { values, partOf, isMain } = account;
  const { versioning_enabled: isVersioned } = (values['blob_properties'] ?? {}) as {
    readonly versioning_enabled?: boolean;
  };
  if (!isMain || !isVersioned) return [];
  const { name, url } = containerIn(account, resources);
  const where = `--account-name ${String(values['name'])} --auth-mode login`;
  return [
    fromVersions(
      partOf,
      `az storage blob list ${where} --container-name ${name} --prefix OBJECT --include v`,
      `az storage blob copy start ${where} --destination-container ${name} --destination-blob OBJECT --source-uri '${url}/OBJECT?versionid=VERSION'`,
    ),
  ];
};

/** Stands for the new container. */
const NEW_CONTAINER = 'https://ACCOUNT.blob.core.windows.net/CONTAINER';

const ofReplication: WayReader = ({ values, partOf }, resources) => {
  const copy = resources.at(values['destination_storage_account_id']);
  if (!copy) return [];
  return [
    fromCopy(
      partOf,
      String(copy.values['location']),
      `azcopy sync '${containerIn(copy, resources).url}' '${NEW_CONTAINER}' --recursive`,
    ),
  ];
};

const hostRecord: CloudRecovery['records'][string] = ({ values }, resources) => {
  const { name, zone_name: zone } = values;
  const group = groupOf({ values }, resources);
  return isKnown(name) && isKnown(zone)
    ? {
        host: name === '@' ? zone : `${name}.${zone}`,
        command: `az network dns record-set list --resource-group ${group} --zone-name ${zone}`,
      }
    : undefined;
};

export const recovery: CloudRecovery = {
  promoting: [
    'Peerings of the two networks, and a link of their zone, are in the lost region, too: where Azure does not answer for them, apply with -refresh=false.',
  ],
  staysInAccount: true,
  intoBucket: {
    words: NEW_CONTAINER,
    types: { azurerm_storage_account: (account, resources) => containerIn(account, resources).url },
  },
  ways: {
    azurerm_postgresql_flexible_server: ofServer,
    azurerm_storage_account: ofAccount,
    azurerm_storage_object_replication: ofReplication,
  },
  records: { azurerm_dns_a_record: hostRecord, azurerm_dns_cname_record: hostRecord },
};
