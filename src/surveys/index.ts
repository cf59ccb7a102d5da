/** How people found it, asked after their visit: the only door. */
export { surveyPages } from './routes.ts'
