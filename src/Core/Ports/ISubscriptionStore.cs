using CostGuard.Core.Subscriptions;

namespace CostGuard.Core.Ports;

/// <summary>What people chose about mails, in the state database; each change and its line of the audit log are one transaction.</summary>
public interface ISubscriptionStore
{
    /// <summary>All choices, by address and mail.</summary>
    Task<IReadOnlyList<SubscriptionChoice>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes a choice over the earlier one; false, and nothing is written, when it was chosen already.</summary>
    Task<bool> SaveAsync(SubscriptionChoice choice, CancellationToken cancellationToken);

    /// <summary>The key that signs links of this home; made when it is first asked for, the same for ever.</summary>
    Task<byte[]> KeyAsync(CancellationToken cancellationToken);
}
