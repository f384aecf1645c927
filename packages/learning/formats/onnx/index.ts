/** Models of trees in ONNX. */
export { isOnnx } from './onnx-graph.ts'
export { readOnnxModel } from './read.ts'
export { writeOnnxModel } from './write.ts'
