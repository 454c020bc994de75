// Takes out rows, entries and links that show nothing new; gives back how many elements went and what puts them in again.
// New is a part, at its place in the row, that fewer than KEPT siblings with the same attributes have shown so far.
// Compared is what a style can tell apart: elements, attributes and whether there are words, not the words.
() => {
    const KEPT = 3;
    const REPEATED = new Set(['TR', 'LI', 'OPTION', 'ARTICLE', 'A']);
    const SAYS = /^(id|href|src|name|value|for|title|alt|datetime|aria-(label|labelledby|describedby|controls)|(data|hx)-.*)$/;
    const DRAWS = /^(x|y|width|height|[xy][12]|c[xy]|r|d|points|transform|viewBox)$/;
    const spanned = new Set([...document.querySelectorAll('[rowspan]')].map(cell => cell.closest('table')));
    const taken = [];

    const varies = ({name}, element) => SAYS.test(name) || (element instanceof SVGElement && DRAWS.test(name));
    const outside = element => element.tagName + [...element.attributes]
        .map(one => varies(one, element) ? ` ${one.name}` : ` ${one.name}=${one.value}`).sort().join('');
    const mayGo = element => REPEATED.has(element.tagName) && !spanned.has(element.closest('table'));

    function look(node) {
        if (node.nodeType === Node.TEXT_NODE) return {kind: node.data.trim() && 'words', parts: []};
        if (node.nodeType !== Node.ELEMENT_NODE) return {kind: '', parts: []};
        const shown = new Map();
        const parts = [];
        for (const child of [...node.childNodes]) {
            const seen = look(child);
            if (child.nodeType === Node.ELEMENT_NODE && mayGo(child) && !count(shown, seen)) {
                taken.push([node, child, child.nextSibling]);
                child.remove();
            } else if (seen.kind) parts.push(seen.kind);
        }
        const own = outside(node);
        return {own, parts, kind: `<${own}>${parts.join('')}</>`};
    }
    function count(shown, {own, parts}) {
        const keys = [own, ...parts.map((part, place) => `${own} ${place} ${part}`)];
        const isNew = keys.some(key => (shown.get(key) || 0) < KEPT);
        if (isNew) keys.forEach(key => shown.set(key, (shown.get(key) || 0) + 1));
        return isNew;
    }
    const size = () => document.querySelectorAll('*').length;
    const whole = size();
    look(document.body);
    const putBack = () => taken.reverse().forEach(([parent, child, next]) => parent.insertBefore(child, next));
    return {whole, gone: whole - size(), putBack};
}
