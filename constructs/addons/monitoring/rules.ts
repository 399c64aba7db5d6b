/** Rules of kube-prometheus-stack: receivers, Grafana's host, clients of Prometheus, default alerts. */
import { forEach } from '../../../core/rules/rule';
import { isTimeZone } from '../../../core/words/times';
import { hostInZone } from '../../dns-zone/host-rule';
import { type AddonRules, namespaceListRule } from '../parts/rules';
import { ALERTS } from './alert';
import { allReceivers } from './receivers';
import type { MonitoringProps } from './schema';

const isDefaultAlert = (name: string): boolean => (ALERTS as readonly string[]).includes(name);

/** An environment that survives the loss of a zone is one that people rely on. */
export const monitoringWarnings: AddonRules<MonitoringProps> = [
  {
    code: 'no-watchdog',
    property: 'receivers',
    check: ({ receivers }, { environment: { highAvailability } }) =>
      highAvailability &&
      receivers !== undefined &&
      receivers.critical.length > 0 &&
      receivers.watchdog === undefined &&
      'has no watchdog: when Prometheus, Alertmanager or the whole cluster is down, nobody is told. Name a service outside it that raises an alarm when the calls stop',
  },
];

export const monitoringRules: AddonRules<MonitoringProps> = [
  {
    code: 'no-receiver',
    property: 'receivers',
    check: (props) =>
      props.receivers !== undefined &&
      allReceivers(props).length === 0 &&
      'requires at least one receiver in critical or warning. Leave receivers out to notify nobody',
  },
  {
    code: 'email-requires-smtp',
    property: 'smtp',
    check: (props) =>
      props.smtp === undefined &&
      allReceivers(props).some(({ kind }) => kind === 'email') &&
      'is required, because there are receivers by email',
  },
  {
    code: 'smtp-credentials',
    property: 'smtp.password',
    check: ({ smtp }) =>
      (smtp?.username === undefined) !== (smtp?.password === undefined) &&
      'requires smtp.username, and smtp.username requires it. Set both or neither',
  },
  {
    code: 'business-hours-empty',
    property: 'businessHours.end',
    check: ({ businessHours }) =>
      businessHours !== false &&
      businessHours.end <= businessHours.start &&
      `must be later than businessHours.start (${businessHours.start}), got ${businessHours.end}`,
  },
  {
    code: 'time-zone-unknown',
    property: 'businessHours.timeZone',
    check: ({ businessHours }) =>
      businessHours !== false &&
      !isTimeZone(businessHours.timeZone) &&
      `must be a time zone of the IANA database, such as "Europe/Berlin", got "${businessHours.timeZone}"`,
  },
  hostInZone('grafana.host', ({ grafana }) => (grafana ? grafana.host : undefined)),
  namespaceListRule('clients', ({ clients }) => clients),
  forEach(
    ({ rules }: MonitoringProps) => Object.entries(rules).map(([name, rule]) => [`rules.${name}`, { name, rule }]),
    [
      {
        code: 'alert-unknown',
        property: '',
        check: ({ name, rule }) =>
          rule === false &&
          !isDefaultAlert(name) &&
          `must not be false, because it is none of the default alerts (${ALERTS.join(', ')}). Turn off alerts of the chart with values.defaultRules.disabled`,
      },
    ],
  ),
];
