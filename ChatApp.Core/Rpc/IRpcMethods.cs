namespace ChatApp.Core.Rpc;

/// <summary>A group of methods over the services of one feature.</summary>
internal interface IRpcMethods
{
    IEnumerable<RpcMethod> All { get; }
}
