/** UptimeCheck on Azure: a standard test of Application Insights, and an alert of Azure Monitor on it. */
import { ApplicationInsightsStandardWebTest } from '@cdktf/provider-azurerm/lib/application-insights-standard-web-test';
import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert';
import type { Construct } from 'constructs';

import type { BudgetDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/uptime-check';
import { SEVERITIES, TIMES } from '../alarms/alarms';
import { applicationInsights } from '../shared/application-insights';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';

declare module '../../../constructs/uptime-check/schema' {
  interface UptimeCheckOverrides {
    readonly azurerm?: {
      readonly webTest?: Partial<
        import('@cdktf/provider-azurerm/lib/application-insights-standard-web-test').ApplicationInsightsStandardWebTestConfig
      >;
      readonly alarm?: Partial<import('@cdktf/provider-azurerm/lib/monitor-metric-alert').MonitorMetricAlertConfig>;
    };
  }
}

const EVERY_SECONDS = 300;
/** Any status below 400: registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/application_insights_standard_web_test */
const GOOD = 0;

/**
 * Virginia, California, Amsterdam, Singapore and São Paulo:
 * learn.microsoft.com/azure/azure-monitor/app/availability#location-population-tags
 */
const PLACES = ['us-va-ash-azr', 'us-ca-sjc-azr', 'emea-nl-ams-azr', 'apac-sg-sin-azr', 'latam-br-gru-edge'];
/** Two fewer than there are, as Microsoft advises. */
const PLACES_THAT_FAIL = PLACES.length - 2;

export class UptimeCheck extends neutral.UptimeCheck {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.UptimeCheckProps,
    protected readonly deps: BudgetDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const { foundation } = deps;
    const { id: componentId } = applicationInsights(foundation, 'insights');
    const { id: webTestId } = this.createTest(id, componentId);
    this.create('alarm', MonitorMetricAlert, {
      name: this.name(names.metricAlert, id),
      resourceGroupName: foundation.resourceGroupName,
      description: this.tells,
      severity: SEVERITIES.critical,
      scopes: [webTestId, componentId],
      applicationInsightsWebTestLocationAvailabilityCriteria: {
        webTestId,
        componentId,
        failedLocationCount: PLACES_THAT_FAIL,
      },
      ...TIMES[props.minutes],
      action: this.channels.map((actionGroupId) => ({ actionGroupId })),
    });
  }

  private createTest(id: string, applicationInsightsId: string): ApplicationInsightsStandardWebTest {
    const { contains, everySeconds = EVERY_SECONDS } = this.props;
    const { foundation } = this.deps;
    return this.createMain('webTest', ApplicationInsightsStandardWebTest, {
      name: this.name(names.webTest, id),
      resourceGroupName: foundation.resourceGroupName,
      location: foundation.location(),
      applicationInsightsId,
      enabled: true,
      frequency: everySeconds,
      retryEnabled: true,
      geoLocations: PLACES,
      request: { url: this.url, followRedirectsEnabled: false, parseDependentRequestsEnabled: false },
      validationRules: {
        expectedStatusCode: GOOD,
        sslCheckEnabled: true,
        ...(contains !== undefined && { content: { contentMatch: contains, passIfTextFound: true } }),
      },
    });
  }
}
