import '../src/style/tokens.css';
import '../src/style/base.css';
