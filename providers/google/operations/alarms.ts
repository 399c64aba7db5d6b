/** How alarms on Google read: policies of Cloud Monitoring. */
import { type AlarmReader, calledBy, type CloudAlarms, signOf } from '../../../core/operations/alarm';
import type { Arguments } from '../../../core/rights/resources';

interface Threshold {
  readonly filter: string;
  readonly aggregations: readonly Arguments[];
  readonly denominator_filter?: string;
  readonly denominator_aggregations?: readonly Arguments[];
  readonly comparison: string;
  readonly threshold_value: number;
  readonly duration: string;
}

interface Policy {
  readonly display_name: string;
  readonly documentation: { readonly content: string };
  readonly conditions: readonly { readonly condition_threshold?: Threshold }[];
  readonly severity?: string;
  readonly notification_channels?: readonly string[];
}

const SECONDS_PER_MINUTE = 60;

/** `sum(https/request_count{response_code_class="500"})` */
function measureOf(filter: string, aggregations: readonly Arguments[] = []): string {
  const [, metric = ''] = /metric\.type="[^/"]+\/([^"]+)"/.exec(filter) ?? [];
  const labels = [...filter.matchAll(/metric\.labels\.(\w+="[^"$]+")/g)].map(([, label]) => label);
  const measured = labels.length > 0 ? `${metric}{${labels.join(', ')}}` : metric;
  const { cross_series_reducer: reducer } = aggregations[0] ?? {};
  return typeof reducer === 'string' ? `${reducer.replace('REDUCE_', '').toLowerCase()}(${measured})` : measured;
}

function whenOf(threshold: Threshold): string {
  const { filter, aggregations, denominator_filter: whole, denominator_aggregations: ofWhole } = threshold;
  const measure = [measureOf(filter, aggregations), ...(whole === undefined ? [] : [measureOf(whole, ofWhole)])];
  return `${measure.join(' / ')} ${signOf(threshold.comparison)} ${threshold.threshold_value}`;
}

const ofPolicy: AlarmReader = ({ values }, resources) => {
  const {
    display_name: name,
    documentation,
    conditions,
    severity,
    notification_channels: channels = [],
  } = values as unknown as Policy;
  const thresholds = conditions.flatMap(({ condition_threshold: threshold }) => threshold ?? []);
  const [first] = thresholds;
  return {
    name,
    tells: documentation.content,
    ...(first && {
      when: thresholds.map(whenOf).join(' and '),
      minutes: Number.parseInt(first.duration, 10) / SECONDS_PER_MINUTE,
    }),
    ...(severity !== undefined && { severity: severity.toLowerCase() }),
    calls: calledBy(channels, resources),
  };
};

export const alarms: CloudAlarms = { google_monitoring_alert_policy: ofPolicy };
