import java.util.Iterator;
import java.util.UUID;
import org.apache.spark.connect.proto.Command;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.MlCommand;
import org.apache.spark.connect.proto.MlOperator;
import org.apache.spark.connect.proto.MlParams;
import org.apache.spark.connect.proto.MlRelation;
import org.apache.spark.connect.proto.ObjectRef;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Read;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.RelationCommon;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.UserContext;
import org.apache.spark.connect.proto.WriteOperation;
import org.sparkproject.connect.grpc.ManagedChannel;
import org.sparkproject.connect.grpc.netty.NettyChannelBuilder;

/**
 * What a client of Spark Connect sends for fit, transform and save, in Connect's own messages; a program of one file, since Connect's classes are those of
 * another version of Spark than the tests'.
 *
 * <p>Arguments: port; estimator's class; Parquet of the rows; of the features; folder of the model; then params as {@code name=value}.
 */
public final class ConnectClient {
    private final SparkConnectServiceGrpc.SparkConnectServiceBlockingStub service;
    private final String session = UUID.randomUUID().toString();
    private long plans;

    private ConnectClient(ManagedChannel channel) {
        this.service = SparkConnectServiceGrpc.newBlockingStub(channel);
    }

    public static void main(String[] arguments) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(arguments[0]))
                .usePlaintext()
                .build();
        ConnectClient client = new ConnectClient(channel);
        MlParams.Builder params = MlParams.newBuilder();
        for (int i = 5; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            params.putParams(parts[0], literal(parts[1]));
        }
        ObjectRef model = client.fit(arguments[1], params.build(), arguments[2]);
        client.write(client.transformed(model, arguments[2]), arguments[3]);
        client.save(model, arguments[4]);
        channel.shutdownNow();
        System.out.println("done");
    }

    private static Expression.Literal literal(String value) {
        Expression.Literal.Builder literal = Expression.Literal.newBuilder();
        if (value.matches("-?[0-9]+L")) {
            return literal.setLong(Long.parseLong(value.substring(0, value.length() - 1))).build();
        }
        if (value.matches("-?[0-9]+")) {
            return literal.setInteger(Integer.parseInt(value)).build();
        }
        if (value.matches("-?[0-9.]+")) {
            return literal.setDouble(Double.parseDouble(value)).build();
        }
        return literal.setString(value).build();
    }

    private ObjectRef fit(String estimator, MlParams params, String rows) {
        MlOperator operator = MlOperator.newBuilder()
                .setName(estimator)
                .setUid("rbm_connect")
                .setType(MlOperator.OperatorType.OPERATOR_TYPE_ESTIMATOR)
                .build();
        MlCommand.Fit fit = MlCommand.Fit.newBuilder()
                .setEstimator(operator)
                .setParams(params)
                .setDataset(parquet(rows))
                .build();
        ExecutePlanResponse reply = execute(Command.newBuilder()
                .setMlCommand(MlCommand.newBuilder().setFit(fit))
                .build());
        return reply.getMlCommandResult().getOperatorInfo().getObjRef();
    }

    private Relation transformed(ObjectRef model, String rows) {
        MlRelation.Transform transform = MlRelation.Transform.newBuilder()
                .setObjRef(model)
                .setInput(parquet(rows))
                .build();
        return relation().setMlRelation(MlRelation.newBuilder().setTransform(transform)).build();
    }

    private void write(Relation table, String path) {
        execute(Command.newBuilder()
                .setWriteOperation(WriteOperation.newBuilder()
                        .setInput(table)
                        .setSource("parquet")
                        .setPath(path)
                        .setMode(WriteOperation.SaveMode.SAVE_MODE_ERROR_IF_EXISTS))
                .build());
    }

    private void save(ObjectRef model, String path) {
        MlCommand.Write write =
                MlCommand.Write.newBuilder().setObjRef(model).setPath(path).build();
        execute(Command.newBuilder()
                .setMlCommand(MlCommand.newBuilder().setWrite(write))
                .build());
    }

    private Relation parquet(String path) {
        Read.DataSource source = Read.DataSource.newBuilder()
                .setFormat("parquet")
                .addPaths(path)
                .build();
        return relation().setRead(Read.newBuilder().setDataSource(source)).build();
    }

    private Relation.Builder relation() {
        return Relation.newBuilder()
                .setCommon(RelationCommon.newBuilder().setPlanId(plans++));
    }

    /** Sends a command; the reply that says what came of it. */
    private ExecutePlanResponse execute(Command command) {
        Iterator<ExecutePlanResponse> replies = service.executePlan(ExecutePlanRequest.newBuilder()
                .setSessionId(session)
                .setUserContext(UserContext.newBuilder().setUserId("test"))
                .setClientType("test")
                .setPlan(Plan.newBuilder().setCommand(command))
                .build());
        ExecutePlanResponse result = null;
        while (replies.hasNext()) {
            ExecutePlanResponse reply = replies.next();
            if (result == null || reply.hasMlCommandResult()) {
                result = reply;
            }
        }
        return result;
    }
}
