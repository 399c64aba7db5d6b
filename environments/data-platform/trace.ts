/** What the environments have of the design, line by line. */
import type { Trace } from '../../index';
import { development } from './development';
import { production } from './production';
import { staging } from './staging';
import { namespaces, overview } from './trace/overview';
import { disasterRecovery, highAvailability } from './trace/recovery';
import { resources } from './trace/resources';
import { dashboards, gitOps, observability, pipeline, scaling } from './trace/services';

export const trace: Trace = {
  system: 'data-platform',
  title: 'Data Platform',
  design: 'design.md',
  environments: [development, staging, production],
  rows: [
    ...overview,
    ...namespaces,
    ...resources,
    ...pipeline,
    ...gitOps,
    ...scaling,
    ...observability,
    ...dashboards,
    ...highAvailability,
    ...disasterRecovery,
  ],
};
