/** The list of add-ons: definitions agree with the environment's schema and with each other. */
import { ADDONS } from '../../../constructs/addons';
import { type AddonKey, addonsSchema } from '../../../constructs/addons/schema';

const KEYS = Object.keys(ADDONS) as AddonKey[];

it('has every add-on of the schema', () => {
  expect([...KEYS].sort()).toEqual(Object.keys(addonsSchema.shape).sort());
});

it.each(KEYS)('defines %s with the schema that environments are checked with', (key) => {
  expect(ADDONS[key].schema).toBe(addonsSchema.shape[key].unwrap());
});

it('gives no id twice', () => {
  const ids = KEYS.map((key) => ADDONS[key].id);
  expect(new Set(ids).size).toBe(ids.length);
});
