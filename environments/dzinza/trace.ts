/** What the environments have of the design, line by line. */
import type { Trace } from '../../index';
import { development } from './development';
import { production } from './production';
import { staging } from './staging';
import { cluster } from './trace/cluster';
import { containers, deployment } from './trace/delivery';
import { maintenance } from './trace/maintenance';
import { network } from './trace/network';
import { backups, cost, scaling } from './trace/operations';
import { compliance, dashboards, hardening } from './trace/security';
import { coreServices, monitoring, securityServices } from './trace/services';
import { environments, modules } from './trace/stages';

export const trace: Trace = {
  system: 'dzinza',
  title: 'Dzinza',
  design: 'design.md',
  environments: [development, staging, production],
  rows: [
    ...coreServices,
    ...securityServices,
    ...monitoring,
    ...cluster,
    ...modules,
    ...environments,
    ...containers,
    ...network,
    ...deployment,
    ...backups,
    ...scaling,
    ...cost,
    ...hardening,
    ...compliance,
    ...dashboards,
    ...maintenance,
  ],
};
