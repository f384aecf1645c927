/** Models of LightGBM. */
export { readLightGbmModel } from './read.ts'
export { writeLightGbmModel } from './write.ts'
