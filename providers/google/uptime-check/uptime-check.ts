/** UptimeCheck on Google: an uptime check of Cloud Monitoring, and a policy that tells the channels of notifications. */
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { MonitoringUptimeCheckConfig } from '@cdktf/provider-google/lib/monitoring-uptime-check-config';
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/uptime-check';
import { SEVERITIES } from '../alarms/alarms';
import { names } from '../shared/names';
import type { GoogleTypes } from '../types';

declare module '../../../constructs/uptime-check/schema' {
  interface UptimeCheckOverrides {
    readonly google?: {
      readonly uptimeCheck?: Partial<
        import('@cdktf/provider-google/lib/monitoring-uptime-check-config').MonitoringUptimeCheckConfigConfig
      >;
      readonly alarm?: Partial<
        import('@cdktf/provider-google/lib/monitoring-alert-policy').MonitoringAlertPolicyConfig
      >;
    };
  }
}

const EVERY_SECONDS = 60;
const TIMEOUT = '10s';
const MINUTE = 60;
/** Longer than the time between two requests, however seldom they are. */
const WINDOW = `${20 * MINUTE}s`;
/** Of the six places from which Google asks. */
const PLACES_THAT_MAY_FAIL = 2;

export class UptimeCheck extends neutral.UptimeCheck {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.UptimeCheckProps,
    protected readonly deps: BudgetDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    const { uptimeCheckId } = this.createCheck(id);
    this.create('alarm', MonitoringAlertPolicy, {
      displayName: this.name(names.display, id),
      documentation: { content: `${this.tells}.` },
      severity: SEVERITIES.critical,
      combiner: 'AND',
      conditions: [
        {
          displayName: `More than ${PLACES_THAT_MAY_FAIL} places get no good answer`,
          conditionThreshold: {
            filter: [
              'resource.type="uptime_url"',
              'metric.type="monitoring.googleapis.com/uptime_check/check_passed"',
              `metric.labels.check_id="${uptimeCheckId}"`,
            ].join(' AND '),
            aggregations: [
              {
                alignmentPeriod: WINDOW,
                perSeriesAligner: 'ALIGN_NEXT_OLDER',
                crossSeriesReducer: 'REDUCE_COUNT_FALSE',
              },
            ],
            comparison: 'COMPARISON_GT',
            thresholdValue: PLACES_THAT_MAY_FAIL,
            duration: `${props.minutes * MINUTE}s`,
          },
        },
      ],
      // Whoever is called is told when it is over.
      alertStrategy: { notificationPrompts: ['OPENED', 'CLOSED'] },
      notificationChannels: this.channels,
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private createCheck(id: string): MonitoringUptimeCheckConfig {
    const { host, path, contains, everySeconds = EVERY_SECONDS } = this.props;
    const { foundation } = this.deps;
    return this.createMain('uptimeCheck', MonitoringUptimeCheckConfig, {
      displayName: this.name(names.display, id),
      timeout: TIMEOUT,
      period: `${everySeconds}s`,
      monitoredResource: { type: 'uptime_url', labels: { project_id: foundation.target.project, host } },
      httpCheck: {
        path,
        port: 443,
        useSsl: true,
        validateSsl: true,
        acceptedResponseStatusCodes: ['2XX', '3XX'].map((each) => ({ statusClass: `STATUS_CLASS_${each}` })),
      },
      ...(contains !== undefined && { contentMatchers: [{ content: contains, matcher: 'CONTAINS_STRING' }] }),
      // Google deletes none that a policy asks.
      lifecycle: { createBeforeDestroy: true },
      dependsOn: foundation.dependsOn,
    });
  }
}
