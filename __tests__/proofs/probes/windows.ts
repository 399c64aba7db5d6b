/** Two values of every property of a maintenance window. */
import { probe } from './cloud-probe';

export const windows = (short: number, long: number) => {
  const at = (change: object): object => ({ maintenanceWindow: { day: 'monday', start: '02:00', ...change } });
  return {
    'maintenanceWindow.day': probe(at({}), at({ day: 'friday' })),
    'maintenanceWindow.start': probe(at({}), at({ start: '08:00' })),
    'maintenanceWindow.hours': probe(at({ hours: short }), at({ hours: long })),
  };
};
