/** What Spywatcher's environments have of its design, line by line: a file for each part of the design. */
import type { EnvironmentInput, Trace } from '../../index';
import { channels } from './alarms';
import { costsOf, differencesOf, targetsOf } from './base';
import { development } from './development';
import { rollouts } from './in-cluster';
import { production } from './production';
import { staging } from './staging';
import { architecture } from './trace/architecture';
import { availability } from './trace/availability';
import { components } from './trace/components';
import { monitoring } from './trace/monitoring';
import { operations } from './trace/operations';
import { security } from './trace/security';
import { sizing } from './trace/sizing';

/** Production, as a release that chooses another strategy changes it. */
const released = (environment: string, rollout: (typeof rollouts)[keyof typeof rollouts]): EnvironmentInput => ({
  ...production,
  // Production has the account.
  account: undefined,
  targets: targetsOf('production'),
  notifications: { ...costsOf('production').notifications, ...channels },
  differences: differencesOf('production'),
  environment,
  workloads: {
    backend: { ...production.workloads.backend, rollout },
    frontend: { ...production.workloads.frontend, rollout },
  },
});

export const trace: Trace = {
  system: 'spywatcher',
  title: 'Spywatcher',
  design: 'design.md',
  environments: [
    development,
    staging,
    production,
    released('blue-green', rollouts.blueGreen),
    released('canary', rollouts.canary),
  ],
  rows: [...architecture, ...components, ...sizing, ...availability, ...security, ...monitoring, ...operations],
};
