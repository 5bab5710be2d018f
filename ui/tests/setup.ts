import '../src/style/font.css';
import '../src/style/tokens.css';
import '../src/style/base.css';
