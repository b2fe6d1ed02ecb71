/** How weights start. Names and formulas are Keras 3's (keras.io/api/layers/initializers). */
export const initializerNames = [
  "zeros",
  "ones",
  "glorotUniform",
  "glorotNormal",
  "heUniform",
  "heNormal",
  "lecunUniform",
  "lecunNormal",
  "randomUniform",
  "randomNormal",
  "truncatedNormal",
] as const;
export type InitializerName = (typeof initializerNames)[number];
