using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>The rights on a folder of billing files: list and read.</summary>
internal sealed class FolderPolicy : IAccessPolicy
{
    public string Provider => "folder";

    public IReadOnlyList<string> Extras { get; } = [];

    public string Text(Connection? connection, IReadOnlySet<string> extras)
    {
        string path = connection?.Source.GetValueOrDefault("path") ?? "/YOUR/FOLDER";
        string quoted = "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return $"setfacl -R -m u:USER-OF-COSTGUARD:rX {quoted}\nsetfacl -R -d -m u:USER-OF-COSTGUARD:rX {quoted}";
    }

    public IReadOnlyList<string> Reasons(IReadOnlySet<string> extras) =>
    [
        "The user that runs CostGuard lists the folder and reads its files. The second line gives the same to files that come later.",
        "On Windows: icacls FOLDER /grant \"USER:(OI)(CI)RX\"",
        "Never asked: writing, renaming or removing what another program delivers.",
    ];
}
