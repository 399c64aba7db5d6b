/** "Monitoring Strategy". */
import { contains, done, row, shows } from '../../../index';
import { databaseAlarm, seenFromOutside } from './evidence';
import { ALERTMANAGER, dashboard, receiver, route, severity } from './paths';

const metrics = [
  row(
    '270-271',
    'request rate, latency and errors',
    done({ cluster: { [dashboard('workloads')]: shows('Requests', 'Response time', 'Server errors') } }),
  ),
  row(
    '272-273',
    'active connections and cache hits',
    done({
      cluster: {
        [dashboard('workloads')]: shows('Active connections and requests'),
        [dashboard('databases')]: shows('Connections'),
        [dashboard('caches')]: shows('Reads with an answer', 'Connections'),
      },
    }),
  ),
  row(
    '277-280',
    'CPU, memory, network and disk of the infrastructure',
    done({ cluster: { [dashboard('cluster')]: shows('CPU', 'Memory', 'Network', 'Disk I/O') } }),
  ),
  row(
    '284-287',
    'business metrics',
    done({
      cluster: {
        [dashboard('business')]: shows('Active users', 'API usage per tier', 'Feature usage', 'User sessions'),
      },
    }),
  ),
];

const hours = `${ALERTMANAGER}.time_intervals[?name == 'business-hours'].time_intervals[].times[]`;

const alerting = [
  row(
    '291',
    'critical alerts page at once',
    done({
      cluster: {
        [route('critical')]: { matchers: ['severity = critical'], receiver: 'critical', group_wait: '0s' },
        [`${receiver('critical')}.pagerduty_configs[0].routing_key_file`]: contains('pagerduty.password'),
      },
    }),
  ),
  row(
    '292',
    'critical: service down',
    done({
      cluster: {
        [severity('WorkloadDown')]: 'critical',
        [severity('GatewayDown')]: 'critical',
        [`${receiver('watchdog')}.webhook_configs[0].url_file`]: contains('watchdog.password'),
      },
    }),
  ),
  row('292', 'critical: service down, seen from outside', done(seenFromOutside)),
  row(
    '293',
    'critical: database unavailable',
    done({ cluster: { [severity('DatabaseUnavailable')]: 'critical', [severity('CacheUnavailable')]: 'critical' } }),
  ),
  row('293', 'critical: database unavailable, told by the cloud', done(databaseAlarm)),
  row('294', 'critical: high error rate', done({ cluster: { [severity('HighErrorRate')]: 'critical' } })),
  row(
    '295',
    'warnings notify in business hours',
    done({
      cluster: {
        [route('warning')]: {
          matchers: ['severity = warning'],
          receiver: 'warning',
          active_time_intervals: ['business-hours'],
        },
        [hours]: [{ start_time: '09:00', end_time: '17:00' }],
      },
    }),
  ),
  row(
    '296',
    'warning: high CPU or memory',
    done({
      cluster: Object.fromEntries(
        ['HighCpu', 'HighMemory', 'NodeHighCpu', 'NodeHighMemory'].map((alert) => [severity(alert), 'warning']),
      ),
    }),
  ),
  row(
    '297',
    'warning: low disk space',
    done({
      cluster: Object.fromEntries(
        ['NodeDiskLow', 'VolumeDiskLow', 'DatabaseDiskFull'].map((alert) => [severity(alert), 'warning']),
      ),
    }),
  ),
  row('298', 'warning: slow responses', done({ cluster: { [severity('SlowResponses')]: 'warning' } })),
];

export const monitoring = [...metrics, ...alerting];
