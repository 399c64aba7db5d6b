/** FieldDay's environments on every cloud: stable addresses and names, no warnings, and a table of the design's services. */
import { keepsStill } from '../../../__tests__/helpers/system';
import * as fieldday from '..';
import { services } from '../services';

const environments = Object.values(fieldday);
keepsStill(environments);

describe('the table of services', () => {
  it('has the twelve of the design, each on a port of its own', () => {
    expect(Object.keys(services)).toHaveLength(12);
    const ports = Object.values(services).flatMap(({ port }) => port ?? []);
    expect(new Set(ports).size).toBe(11);
  });

  it.each(environments)('is the same in every environment: $environment', ({ environment, workloads = {} }) => {
    expect(Object.keys(workloads)).toEqual(Object.keys(services));
    expect(new Set(Object.values(workloads).map(({ namespace }) => namespace))).toEqual(new Set([environment]));
  });
});
