using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Unit.Collect;

/// <summary>Texts as they are.</summary>
internal sealed class PlainSecrets : ISecrets
{
    public string Reveal(AuthValue value) => value.Text ?? "";
}
