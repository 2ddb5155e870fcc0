package dev.towers.tower;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/** The devices that TensorFlow can run on; {@code Session} itself does not tell. */
public final class VisibleDevices {
  private VisibleDevices() {}

  /** The GPUs that a session of that configuration has, in order; none is no error. */
  public static List<Device> gpus(ConfigProto config) {
    List<Device> gpus = new ArrayList<>();
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer bytes = new BytePointer(config.toByteArray());
        TF_Graph graph = TF_Graph.newGraph()) {
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      try (TF_Session session = TF_Session.newSession(graph, options, status)) {
        status.throwExceptionIfNotOK();
        TF_DeviceList devices = TF_SessionListDevices(session, status);
        status.throwExceptionIfNotOK();
        for (int i = 0; i < TF_DeviceListCount(devices); i++) {
          if (TF_DeviceListType(devices, i, status).getString().equals(Device.Kind.GPU.name())) {
            String name = TF_DeviceListName(devices, i, status).getString();
            int index = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
            gpus.add(new Device(Device.Kind.GPU, index));
          }
        }
        TF_DeleteDeviceList(devices);
      }
    }
    return List.copyOf(gpus);
  }
}
