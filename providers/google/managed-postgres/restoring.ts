/**
 * How a server is restored beside itself, as steps of a workflow: they make what `result` names, and set `moment`; what fails after
 * something has been made sets `failed` and `reason`.
 */
import type { UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { DatabaseRange } from '../network/database-tier';
import type { Step } from '../shared/schedule';
import { change, instancesUrl, instanceUrl, patiently, resultUrl } from './steps';

/** How long ago it was what is restored from the log: so far it has come by then. */
const AGO_SECONDS = 3600;
/** How often it is asked for while the server is about something else: for half an hour. */
const RETRIES = 12;

/** Steps of which nothing is left if the first is refused, and something if a later one fails. */
function remembering([first, ...later]: readonly Step[]): Step[] {
  const remember = { remember: { assign: [{ failed: true }, { reason: '${error}' }] } };
  return [
    ...(first ? [first] : []),
    { restored: { try: { steps: later }, except: { as: 'error', steps: [remember] } } },
  ];
}

/** As of a moment, in its own region. @param server its address in the API */
export function restoreHere(server: string, { allocatedRange: allocatedIpRange }: DatabaseRange): Step[] {
  const cloneContext = { destinationInstanceName: '${result}', pointInTime: '${moment}', allocatedIpRange };
  return [
    { moment: { assign: [{ moment: `\${time.format(sys.now() - ${AGO_SECONDS})}` }] } },
    ...remembering(change('restore', 'post', { url: `${server}/clone`, body: { cloneContext } }, RETRIES)),
  ];
}

interface There {
  readonly range: DatabaseRange;
  readonly key: UsableKey;
  /** The server's name. */
  readonly instance: string;
}

/** Backups that are looked at, from the newest on: those of two days, if there is one every hour, and one a day there. */
const LOOKED_AT = 50;

/** Of the newest backup that is kept in the second region, in a server like the first, without a standby. */
export function restoreThere(foundation: Foundation, { range, key, instance }: There): Step[] {
  const server = instanceUrl(foundation, instance);
  const { networkId: privateNetwork, allocatedRange, region } = range;
  const fields = 'items(id,status,location,enqueuedTime)';
  const body = {
    name: '${result}',
    region,
    databaseVersion: '${like.body.databaseVersion}',
    ...(key.keyId !== undefined && { diskEncryptionConfiguration: { kmsKeyName: key.keyId } }),
    settings: {
      tier: '${like.body.settings.tier}',
      edition: '${like.body.settings.edition}',
      // At least what the server has grown to: a backup fits in no less.
      dataDiskSizeGb: '${like.body.settings.dataDiskSizeGb}',
      dataDiskType: '${like.body.settings.dataDiskType}',
      availabilityType: 'ZONAL',
      databaseFlags: '${like.body.settings.databaseFlags}',
      ipConfiguration: {
        ipv4Enabled: false,
        privateNetwork,
        ...(allocatedRange !== undefined && { allocatedIpRange: allocatedRange }),
        sslMode: 'ENCRYPTED_ONLY',
      },
      userLabels: '${like.body.settings.userLabels}',
    },
  };
  const restoreBackupContext = { project: foundation.target.project, instanceId: instance, backupRunId: '${backup}' };
  return [
    { like: patiently('get', { url: server }, 'like') },
    { find: patiently('get', { url: `${server}/backupRuns`, query: { maxResults: LOOKED_AT, fields } }, 'found') },
    // What is first assigned in a loop is unknown outside of it.
    { none: { assign: [{ backup: '' }, { moment: '' }] } },
    {
      choose: {
        for: {
          value: 'run',
          in: '${found.body.items}',
          steps: [
            {
              fits: {
                switch: [
                  {
                    condition: `\${backup == "" and run.status == "SUCCESSFUL" and run.location == "${region}"}`,
                    steps: [{ take: { assign: [{ backup: '${run.id}' }, { moment: '${run.enqueuedTime}' }] } }],
                  },
                ],
              },
            },
          ],
        },
      },
    },
    { chosen: { switch: [{ condition: '${backup == ""}', raise: `no backup is kept in ${region}` }] } },
    ...remembering([
      ...change('make', 'post', { url: instancesUrl(foundation), body }, RETRIES),
      ...change(
        'restore',
        'post',
        { url: resultUrl(foundation, 'restoreBackup'), body: { restoreBackupContext } },
        RETRIES,
      ),
    ]),
  ];
}
