import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import { except, native, type ParityOf } from '../../../core/parity';

const FEWEST_SECONDS = 300;

export const parity: ParityOf<UptimeCheckProps> = {
  host: native('azurerm_application_insights_standard_web_test.request.url'),
  path: native('azurerm_application_insights_standard_web_test.request.url'),
  contains: native('azurerm_application_insights_standard_web_test.validation_rules.content'),
  everySeconds: native(
    'azurerm_application_insights_standard_web_test.frequency',
    except<number | undefined>(
      `less than ${FEWEST_SECONDS}`,
      (seconds) => seconds !== undefined && seconds < FEWEST_SECONDS,
      'Application Insights asks every five minutes at most',
      'take 300, or leave it out',
    ),
  ),
  minutes: native('azurerm_monitor_metric_alert.window_size'),
  notify: native('azurerm_monitor_metric_alert.action'),
};
