using CostGuard.Core.Configuration;

namespace CostGuard.Core.Ports;

/// <summary>Gives secrets at the moment they are needed. They are never kept, printed or logged.</summary>
public interface ISecrets
{
    /// <summary>The value, or what its reference points to. Throws <see cref="Errors.CostGuardException"/> (exit code 4) naming the reference when it is not there.</summary>
    string Reveal(AuthValue value);
}
