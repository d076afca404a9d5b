namespace CostGuard.Report.Reviews;

/// <summary>How the pack looks and turns its pages. Colours and fills are those of every CostGuard surface: actual dark, before grey, budget a line, forecast hatched.</summary>
internal static class PackStyle
{
    /// <summary>Three ways to look at it: a page to read, slides of at least 18 pt (24 px), and A4 landscape.</summary>
    public const string Css = """
        *{box-sizing:border-box}
        html{--small:.85em;font:16px/1.4 "Segoe UI","Liberation Sans",Arial,"DejaVu Sans",sans-serif;color:#1F2933;background:#F4F6F8}
        body{margin:0}.defs{position:absolute}
        h1,h2{font-size:1.5em;line-height:1.25;margin:0 0 .5em}h3{font-size:1.05em;margin:.8em 0 .3em}p{margin:0 0 .6em}ol,ul{margin:0 0 .6em;padding-left:1.3em}li{margin:0 0 .35em}
        .page{display:flex;flex-direction:column;background:#fff;border:1px solid #CBD2D9;max-width:1280px;min-height:640px;margin:20px auto;padding:28px 36px}
        .head,.foot{display:flex;justify-content:space-between;gap:1em;color:#52606D;font-size:var(--small)}
        .head{margin:0 0 .7em}.foot{margin-top:auto;padding-top:.6em;border-top:1px solid #CBD2D9}
        .main{padding-bottom:1em}
        .quiet,caption{color:#52606D;font-size:var(--small)}caption{text-align:left;padding:0 0 .3em}
        .cols{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2.2em;align-items:start}.wide{grid-template-columns:minmax(0,1.25fr) minmax(0,1fr)}
        .tiles{display:grid;grid-template-columns:repeat(2,1fr);gap:.45em;margin:0 0 .7em}
        .tile{border:1px solid #CBD2D9;border-left:6px solid #8D99A6;padding:.4em .7em}.tile p{margin:0}.tile .v{font-size:1.3em;font-weight:600;line-height:1.2;margin-right:.3em}
        .tile.ok{border-left-color:#00523D}.tile.risk{border-left-color:#6B4600}.tile.over{border-left-color:#8F2F00}
        .badge{display:inline-block;font-weight:600;padding:0 .45em;white-space:nowrap;border:1px solid currentColor}
        .badge.over{color:#8F2F00;background:#FDEBE0}.badge.risk{color:#6B4600;background:#FFF4D6}.badge.ok{color:#00523D;background:#E0F4EC}.badge.none{color:#1F2933;background:#F4F6F8}
        .warn{color:#6B4600;background:#FFF4D6;border-left:5px solid #6B4600;padding:.35em .8em;margin:0 0 .6em}
        .gap{color:#6B4600;background:#FFF4D6;border:1px solid #6B4600;padding:.5em .9em;margin:0 0 .8em}
        .lines th,.lines td{white-space:nowrap}.lines caption{white-space:normal}
        .note{color:#52606D;font-size:var(--small)}
        table{border-collapse:collapse;width:100%;margin:0 0 .9em}
        th,td{text-align:left;font-weight:400;padding:.22em .7em .22em 0;border-bottom:1px solid #CBD2D9;vertical-align:top}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-weight:600;border-bottom:2px solid #1F2933;vertical-align:bottom}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        tr.total th,tr.total td{font-weight:600;border-top:2px solid #1F2933}
        td.bar{width:32%;padding:0 .8em}td.bar svg{display:block;width:100%;height:1.9em}
        figure{margin:0}figure svg{display:block;width:100%;height:auto}figcaption{color:#52606D;font-size:var(--small)}
        .nav{position:fixed;right:16px;bottom:14px}.nav button{font:inherit;color:#fff;background:#0B5CAD;border:0;padding:.5em 1em;cursor:pointer}.nav button:focus-visible{outline:3px solid #1F2933}
        .nojs .nav{display:none}
        .present{--small:1em;font-size:max(24px,1.25vw);background:#fff}
        .present .page{display:none;position:fixed;inset:0;max-width:none;margin:0;border:0;padding:2.5vh 3vw;overflow:auto}
        .present .page.on{display:flex}.present .nav{display:none}
        .fit{--small:.88em;font-size:10.5pt}.fit .page{display:flex;position:static;border:0;margin:0;padding:0 2px;max-width:none;width:275mm;min-height:0}.fit .dense{font-size:.86em}
        a{color:#0B5CAD}.from{break-inside:avoid;margin:0 0 1.4em}.from:target,.from.on{outline:3px solid #0B5CAD;outline-offset:6px}.same{margin:.2em 0 0}
        @page{size:A4 landscape;margin:9mm 11mm}
        @media print{
        .main{zoom:var(--k,1)}
        html,html.present{--small:.88em;font-size:10.5pt;background:#fff}.nav,.from-all,.present .from-all,.present .from-all.on{display:none!important}a{color:inherit;text-decoration:none}
        .page,.present .page,.present .page.on{display:flex;position:static;border:0;margin:0;padding:0 2px;max-width:none;min-height:188mm;overflow:visible;break-after:page}
        section.page:last-of-type{break-after:auto}tr,.tile{break-inside:avoid}.dense{font-size:.86em}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """;

    /// <summary>
    /// Each page is measured as it will be printed (188 mm are 710 px) and made as large as it can be, and as small as it must be, to fill one page, so that
    /// the pack never has more than twelve. Arrow keys, Page Up and Down, Home and End turn the slides; Escape leaves them. A click on a cost shows what it
    /// is made of, Backspace returns. "#present-3" begins at the third.
    /// </summary>
    public const string Script = """
        (function(){
        var root=document.documentElement,pages=[].slice.call(document.querySelectorAll('.page')),at=0;
        root.classList.remove('nojs');
        pages.forEach(function(p){
        if(p.id==='sources')return;
        var m=p.querySelector('.main'),k=1.45;
        root.classList.add('fit');m.style.zoom=k;
        while((p.scrollHeight>700||m.scrollWidth>m.clientWidth+1)&&k>0.4){k-=0.03;m.style.zoom=k}
        root.classList.remove('fit');m.style.zoom='';p.style.setProperty('--k',k)});
        function show(n){at=Math.max(0,Math.min(pages.length-1,n));pages.forEach(function(p,i){p.classList.toggle('on',i===at)});if(root.classList.contains('present')){pages[at].scrollTop=0;history.replaceState(null,'','#present-'+(at+1))}}
        var came=0;
        document.addEventListener('click',function(e){
        var a=e.target.closest&&e.target.closest('a[href^="#from-"]');if(!a)return;
        came=at;[].forEach.call(document.querySelectorAll('.from.on'),function(x){x.classList.remove('on')});
        var to=document.getElementById(a.getAttribute('href').slice(1));to.classList.add('on');
        if(root.classList.contains('present')){e.preventDefault();show(pages.length-1);to.scrollIntoView()}});
        function start(n){root.classList.add('present');show(n)}
        function stop(){root.classList.remove('present');history.replaceState(null,'','#p'+(at+1));pages[at].scrollIntoView();if(document.fullscreenElement)document.exitFullscreen()}
        document.getElementById('present').addEventListener('click',function(){if(root.requestFullscreen)root.requestFullscreen().catch(function(){});start(at)});
        document.addEventListener('keydown',function(e){
        if(e.ctrlKey||e.altKey||e.metaKey)return;
        if(!root.classList.contains('present')){if(e.key==='f'||e.key==='F')start(at);return}
        var to={ArrowRight:at+1,ArrowDown:at+1,PageDown:at+1,' ':at+1,ArrowLeft:at-1,ArrowUp:at-1,PageUp:at-1,Home:0,End:pages.length-1,Backspace:came}[e.key];
        var p=pages[at];
        if(e.key==='ArrowDown'&&p.scrollTop+p.clientHeight<p.scrollHeight-4)return;
        if(e.key==='ArrowUp'&&p.scrollTop>4)return;
        if(to!==undefined){e.preventDefault();show(to)}else if(e.key==='Escape')stop()});
        var m=/^#present-(\d+)$/.exec(location.hash);if(m)start(m[1]-1);
        })();
        """;
}
