/** How a page is cut for paper: no part of its first flight. */
import css from '../styles/print.css?inline';
import { adoptStyles } from './styles.ts';

adoptStyles(css);
